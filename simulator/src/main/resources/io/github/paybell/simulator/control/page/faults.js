// A button for each fault: let it stand, or let it strike one payment.

import { button, byId, el } from './elements.js';
import { orderKey, payableOrder } from './orders.js';
import { get, put } from './server.js';
import { language, t } from './texts.js';

const RATIOS = [1, 0.5, 0.25, 0.1, 0.01];
/** What the platform does to its own answers has nothing to do with one payment. */
const NOT_OF_A_PAYMENT = ['ANSWER', 'ORDER'];

let kinds = [];
let standing = [];
let drawn;

export async function readKinds() {
  kinds = await get('/sim/fault-kinds');
}

export async function readFaults(app) {
  faultsAre(app, await get('/sim/faults'));
}

export function faultsAre(app, faults) {
  standing = faults;
  drawFaults(app);
}

const set = (app, faults) => app.act(async () => faultsAre(app, await put('/sim/faults', faults)));

export function drawFaults(app) {
  const order = payableOrder(app);
  const signature = JSON.stringify([kinds.length, standing, order && [orderKey(order), app.pending.get(orderKey(order))], language()]);
  // A choice that somebody has just opened would close.
  if (signature === drawn) return;
  drawn = signature;
  byId('faults-for').textContent = order ? t('faultsFor', { no: order.out_trade_no }) : t('faultsForNone');
  byId('faults-clear').hidden = standing.length === 0;
  byId('faults-clear').onclick = () => set(app, []);
  const focus = document.activeElement?.dataset?.focus;
  const groups = Map.groupBy ? Map.groupBy(kinds, (kind) => kind.on) : grouped(kinds);
  byId('faults-list').replaceChildren(...[...groups].map(([on, members]) =>
    el('section', { class: 'group' }, el('h3', {}, t(on)), el('ul', {}, members.map((kind) => row(app, kind, order))))));
  if (focus && document.activeElement === document.body) {
    [...document.querySelectorAll('#faults-list [data-focus]')].find((it) => it.dataset.focus === focus)?.focus({ preventScroll: true });
  }
}

function grouped(all) {
  const groups = new Map();
  for (const kind of all) groups.set(kind.on, [...(groups.get(kind.on) ?? []), kind]);
  return groups;
}

function row(app, kind, order) {
  const name = kind.name;
  const stands = standing.find((it) => it.fault === name);
  const others = standing.filter((it) => it.fault !== name);
  const text = language() === 'zh' ? kind.chinese : kind.english;
  return el('li', { class: `fault ${stands ? 'is-on' : ''}` },
    el('button', { type: 'button', role: 'switch', 'aria-checked': String(Boolean(stands)), class: 'switch', testid: `fault-${name}`, 'data-focus': `fault ${name}`,
      on: { click: () => set(app, stands ? others : [...others, { fault: name, ratio: 1, ...kind.parameters }]) } },
      el('span', { class: 'knob', 'aria-hidden': 'true' }), el('code', {}, name)),
    stands && ratio(app, stands, others),
    !NOT_OF_A_PAYMENT.includes(kind.on) && addButton(app, name, order),
    el('p', { class: 'faint' }, text,
      kind.reach !== 'BOTH' && ` · ${t('only', { api: kind.reach })}`,
      kind.right !== 'NONE' && el('span', { class: `right ${kind.right}` }, ` · ${t(kind.right)}`)));
}

function ratio(app, stands, others) {
  const choices = RATIOS.includes(stands.ratio) ? RATIOS : [stands.ratio, ...RATIOS];
  const select = el('select', { 'aria-label': t('ratio', { name: stands.fault }), 'data-focus': `ratio ${stands.fault}`, testid: `ratio-${stands.fault}`,
    on: { change: () => set(app, [...others, { ...stands, ratio: Number(select.value) }]) } },
    choices.map((value) => el('option', { value: String(value), selected: value === stands.ratio }, `${Math.round(value * 1000) / 10} %`)));
  return select;
}

function addButton(app, name, order) {
  const key = order && orderKey(order);
  const chosen = order ? app.pending.get(key) ?? [] : [];
  return button('+', { class: 'add', disabled: !order || chosen.includes(name), testid: `fault-pay-${name}`, 'data-focus': `add ${name}`,
    'aria-label': t('addFault', { name, no: order?.out_trade_no ?? '' }), title: order && t('addFault', { name, no: order.out_trade_no }) },
    () => { app.pending.set(key, [...chosen, name]); app.draw(); });
}
