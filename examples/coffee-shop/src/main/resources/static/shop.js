// The guest's pages: menu (#/), an order (#/order/ID) and this browser's orders (#/mine).

import { ask, glass, h, tell } from './elements.js';
import { money, speak, text, time } from './texts.js';

const LOOK_EVERY_MS = 1000;

const main = document.getElementById('main');
let menu = null;
let shown = null; // the order on the page
let remark = ''; // what became of the last try to pay it
let waiting = false; // the cashier says paid, the shop has not heard of it
let busy = false;

const route = () => location.hash.replace(/^#\/?/, '').split('/');

/** Tells whoever listens (the demo's drawer) what happens here. */
const say = (what, detail) => document.dispatchEvent(new CustomEvent('coffee:' + what, { detail }));

// ------------------------------------------------------------------ menu

function card({ drink, prices }) {
  return h('li', {},
    h('button', { type: 'button', className: 'drink', 'data-testid': 'drink-' + drink, onclick: () => choose(drink, prices) },
      glass(drink, 'MEDIUM'),
      h('span', { className: 'drink-name' }, text(drink)),
      h('span', { className: 'drink-note' }, text(drink + '-note')),
      h('span', { className: 'price' }, text('from', money(prices.SMALL)))));
}

function drawMenu() {
  main.replaceChildren(
    h('section', { className: 'hello' },
      h('h1', { tabIndex: -1 }, text('greeting')), h('p', {}, text('greeting-more'))),
    h('ul', { className: 'drinks' }, ...menu.drinks.map(card)));
}

/** A sheet from below: size, price, order. */
function choose(drink, prices) {
  const picture = h('div', { className: 'choice-picture' });
  const button = h('button', { type: 'submit', className: 'main-button', 'data-testid': 'order' });
  const sizes = Object.keys(prices).sort((a, b) => prices[a] - prices[b]);
  const form = h('form', { method: 'dialog' });
  const chosen = () => new FormData(form).get('size');
  const draw = () => {
    picture.replaceChildren(glass(drink, chosen(), true));
    button.textContent = text('order', money(prices[chosen()]));
  };
  const sheet = h('dialog', { className: 'sheet', 'aria-labelledby': 'choice-name', onclose: () => sheet.remove() },
    h('button', { type: 'button', className: 'sheet-close', 'aria-label': text('close'), onclick: () => sheet.close() }, '✕'),
    form);
  form.append(picture, h('h2', { id: 'choice-name' }, text(drink)), h('p', { className: 'soft' }, text(drink + '-note')),
    h('fieldset', { className: 'sizes' }, h('legend', {}, text('size')),
      ...sizes.map((size) => h('label', {},
        h('input', { type: 'radio', name: 'size', value: size, checked: size === 'MEDIUM', 'data-testid': 'size-' + size, onchange: draw }),
        h('span', {}, h('b', {}, text(size)), h('small', {}, money(prices[size])))))),
    button);
  form.addEventListener('submit', async (event) => {
    event.preventDefault();
    button.disabled = true;
    try {
      const order = await ask('POST', '/api/orders', { drink, size: chosen() });
      sheet.close();
      location.hash = '#/order/' + order.id;
    } catch (e) {
      button.disabled = false;
      button.textContent = text('refused');
    }
  });
  // A click beside the sheet closes it.
  sheet.addEventListener('click', (event) => event.target === sheet && sheet.close());
  document.body.append(sheet);
  draw();
  sheet.showModal();
}

// ------------------------------------------------------------------ one order

function drawOrder() {
  const order = shown;
  const waits = waiting && order.state === 'OPEN';
  const rows = [];
  if (order.state === 'OPEN') {
    rows.push(h('p', { className: 'label' }, text('to-pay')),
      h('p', { className: 'amount', 'data-testid': 'amount' }, money(order.price)));
    rows.push(waits
      ? h('div', { className: 'waits', 'data-testid': 'waiting' }, h('span', { className: 'dots', 'aria-hidden': 'true' }, h('i'), h('i'), h('i')),
        h('p', {}, text('waiting')), h('p', { className: 'soft' }, text('waiting-more')))
      : h('button', { type: 'button', className: 'main-button pay', disabled: busy, 'data-testid': 'pay', onclick: pay },
        text(busy ? 'opening' : remark || order.attempts > 0 ? 'pay-again' : 'pay')));
    if (remark && !waits) {
      rows.push(h('p', { className: 'remark', 'data-testid': 'remark' }, text(remark)));
    }
  } else {
    rows.push(h('p', { className: 'label' }, text('number')),
      h('p', { className: 'number', 'data-testid': 'number' }, String(order.number)),
      h('p', { className: 'stamp stamp-' + order.state, 'data-testid': 'state' }, text(order.state)),
      h('p', { className: 'soft' }, money(order.price) + ' · ' + time(order.paidAt)));
    if (order.state === 'PAID') {
      rows.push(h('p', { className: 'soft' }, text('paid-more')));
    }
    if (order.secondPayment) {
      rows.push(h('p', { className: 'remark', 'data-testid': 'twice' }, text(order.secondPayment)));
    }
  }
  main.replaceChildren(
    h('article', { className: 'ticket ticket-' + order.state, 'data-testid': 'ticket' },
      h('div', { className: 'ticket-top' }, glass(order.drink, order.size, order.state === 'PAID'),
        h('h1', { tabIndex: -1 }, text(order.drink)), h('p', { className: 'soft' }, text(order.size))),
      h('div', { className: 'ticket-rest' }, ...rows)),
    h('p', { className: 'after' }, h('a', { className: 'quiet-button', href: '#/', 'data-testid': 'another' }, text('another'))));
}

async function look(id) {
  const order = await ask('GET', '/api/orders/' + id);
  if (route()[1] !== id || JSON.stringify(order) === JSON.stringify(shown)) {
    return;
  }
  const before = shown;
  shown = order;
  drawOrder();
  if (before && before.state === 'OPEN' && order.state === 'PAID') {
    tell(text('paid-told', order.number));
    waiting = false;
  }
  say('order', order);
}

/** WeChat's browser opens the cashier; what it reports is no proof, the shop waits for its own. */
async function pay() {
  busy = true;
  remark = '';
  drawOrder();
  const id = shown.id;
  try {
    if (!window.WeixinJSBridge) {
      throw { status: 'no-bridge' };
    }
    const parameters = await ask('POST', `/api/orders/${id}/pay`);
    say('paying', id);
    const told = await new Promise((done) =>
      window.WeixinJSBridge.invoke('getBrandWCPayRequest', parameters, done));
    const result = told.err_msg.split(':')[1];
    waiting = result === 'ok';
    remark = result === 'cancel' ? 'cancelled' : result === 'ok' ? '' : 'refused';
    say(result === 'ok' ? 'paid' : 'unpaid', id);
  } catch (e) {
    remark = e.status === 'no-bridge' ? 'no-bridge' : e.status === 503 ? 'unreachable' : 'refused';
  }
  busy = false;
  if (shown && shown.id === id) {
    drawOrder();
    tell(remark ? text(remark) : shown.state === 'OPEN' ? text('waiting') : text('paid-told', shown.number));
    await look(id);
  }
}

// ------------------------------------------------------------------ this browser's orders

function drawMine(orders) {
  main.replaceChildren(
    h('section', { className: 'hello' }, h('h1', { tabIndex: -1 }, text('mine'))),
    orders.length
      ? h('ul', { className: 'mine' }, ...orders.map((order) => h('li', {},
        h('a', { href: '#/order/' + order.id, 'data-testid': 'mine' },
          glass(order.drink, order.size),
          h('span', { className: 'mine-what' }, h('b', {}, text(order.drink)),
            h('small', {}, `${text(order.size)} · ${money(order.price)} · ${time(order.orderedAt)}`)),
          h('span', { className: 'stamp stamp-' + order.state }, order.number ? `${order.number} · ${text(order.state)}` : text(order.state))))))
      : h('p', { className: 'empty' }, text('nothing')),
    h('p', { className: 'after' }, h('a', { className: 'quiet-button', href: '#/' }, text('to-menu'))));
}

// ------------------------------------------------------------------ all together

function sorry(key) {
  main.replaceChildren(h('section', { className: 'hello' }, h('h1', { tabIndex: -1 }, text(key))),
    h('p', { className: 'after' }, h('a', { className: 'quiet-button', href: '#/' }, text('to-menu'))));
}

async function draw(moved) {
  const [page, id] = route();
  if (page === 'order' && shown && shown.id === id) {
    drawOrder();
  } else if (page === 'order') {
    [shown, remark, waiting, busy] = [null, '', false, false];
    try {
      await look(id);
    } catch (e) {
      sorry(e.status === 404 ? 'lost' : 'offline');
    }
  } else {
    shown = null;
    say('order', null);
    if (page === 'mine') {
      drawMine(await ask('GET', '/api/orders'));
    } else {
      drawMenu();
    }
  }
  if (moved) {
    window.scrollTo(0, 0);
    const heading = main.querySelector('h1');
    if (heading) {
      heading.focus();
    }
  }
}

async function open() {
  try {
    menu = await ask('GET', '/api/menu');
  } catch (e) {
    speak(() => sorry('offline'));
    return;
  }
  if (menu.payScript && !window.WeixinJSBridge) {
    document.head.append(h('script', { src: menu.payScript }));
  }
  speak(() => draw(false));
  if (menu.demo) {
    await import('/demo/drawer.js');
    say('order', shown);
  }
  window.addEventListener('hashchange', () => draw(true));
  window.setInterval(() => {
    if (shown && document.visibilityState === 'visible' && shown.state !== 'REFUNDED') {
      look(shown.id).catch(() => {});
    }
  }, LOOK_EVERY_MS);
}

open();
