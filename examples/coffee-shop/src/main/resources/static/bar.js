// The barista's page: what is paid, as it gets paid.

import { ask, glass, h, tell } from './elements.js';
import { money, speak, text, time } from './texts.js';

const LOOK_EVERY_MS = 1000;
const main = document.getElementById('main');
let orders = null;
let asked = null; // whose refund waits for a second press
let failed = null;

function row(order) {
  const sure = asked === order.id;
  return h('li', { className: 'job job-' + order.state, 'data-testid': 'job-' + order.number },
    h('span', { className: 'job-number' }, String(order.number)),
    glass(order.drink, order.size),
    h('span', { className: 'mine-what' }, h('b', {}, text(order.drink)),
      h('small', {}, `${text(order.size)} · ${money(order.price)} · ${time(order.paidAt)}`),
      order.secondPayment && h('small', { className: 'remark-line' }, `${text('twice')}: ${text('twice-' + order.secondPayment)}`),
      failed === order.id && h('small', { className: 'remark-line' }, text('refund-failed'))),
    order.state === 'PAID'
      ? h('button', {
        type: 'button', className: sure ? 'quiet-button sure' : 'quiet-button', 'data-testid': 'refund-' + order.number,
        'aria-label': sure ? text('refund-sure', money(order.price)) : text('refund-label', order.number), onclick: () => refund(order),
      }, sure ? text('refund-sure', money(order.price)) : text('refund'))
      : h('span', { className: 'stamp stamp-' + order.state, 'data-testid': 'state-' + order.number }, text(order.state)));
}

function draw() {
  const focused = document.activeElement && document.activeElement.dataset.testid;
  main.replaceChildren(
    h('section', { className: 'hello' }, h('h1', { tabIndex: -1 }, text('bar')), h('p', {}, text('bar-more'))),
    orders.length ? h('ul', { className: 'jobs' }, ...orders.map(row)) : h('p', { className: 'empty' }, text('bar-empty')));
  const again = focused && main.querySelector(`[data-testid="${focused}"]`);
  if (again) {
    again.focus();
  }
}

/** The first press asks, the second does it: no window of the browser is in the way. */
async function refund(order) {
  if (asked !== order.id) {
    asked = order.id;
    draw();
    return;
  }
  asked = null;
  failed = null;
  try {
    await ask('POST', `/api/bar/orders/${order.id}/refund`);
  } catch (e) {
    failed = order.id;
  }
  draw();
  await look();
}

async function look() {
  const now = await ask('GET', '/api/bar/orders');
  if (JSON.stringify(now) === JSON.stringify(orders)) {
    return;
  }
  const known = new Set((orders || now).map((order) => order.id));
  orders = now;
  draw();
  const fresh = now.filter((order) => !known.has(order.id));
  if (fresh.length) {
    tell(fresh.map((order) => text('bar-new', order.number, text(order.drink))).join('; '));
  }
}

orders = [];
speak(draw);
orders = null;
look().catch(() => {});
window.setInterval(() => document.visibilityState === 'visible' && look().catch(() => {}), LOOK_EVERY_MS);
