// Orders: how they stand, and what the payer or the merchant's staff would do.

import { button, byId, el, keyed, timeOfDay, yuan } from './elements.js';
import { get, orderPath, post } from './server.js';
import { language, t } from './texts.js';

const SHOWN = 50;

export const orderKey = (order) => `${order.mchid}/${order.out_trade_no}`;

/** Orders as last read, the newest first. */
let orders = [];
const qrShown = new Set();

const canBePaid = (order) => order.trade_state === 'NOTPAY' || order.trade_state === 'CLOSED';
const newestUnpaid = () => orders.find((order) => order.trade_state === 'NOTPAY');

/** The order that was selected, else the newest that is not paid. */
export const selectedOrder = (app) => orders.find((order) => orderKey(order) === app.selected) ?? newestUnpaid();

/** Whose next payment a fault is for. */
export function payableOrder(app) {
  const selected = selectedOrder(app);
  return selected && canBePaid(selected) ? selected : newestUnpaid();
}

export async function readOrders(app) {
  orders = await get(`/sim/orders?limit=${SHOWN}`);
  drawOrders(app);
}

export function drawOrders(app) {
  const selected = selectedOrder(app);
  byId('orders-count').textContent = orders.length === SHOWN ? `${SHOWN}+` : orders.length || '';
  byId('orders-empty').hidden = orders.length > 0;
  keyed(byId('orders-list'), orders, orderKey,
    (order) => JSON.stringify([order, language(), order === selected, app.pending.get(orderKey(order)), qrShown.has(orderKey(order))]),
    (order) => card(app, order, order === selected));
}

function card(app, order, selected) {
  const key = orderKey(order);
  const select = () => { app.selected = key; app.draw(); };
  return el('li', { class: `order ${selected ? 'is-selected' : ''}`, testid: `order-${order.out_trade_no}` },
    el('div', { class: 'line' },
      button(order.out_trade_no, { class: 'number', 'aria-pressed': String(selected), title: t('select'), 'data-focus': `select ${key}` }, select),
      el('span', { class: `badge ${order.trade_state}` }, t(order.trade_state)),
      el('span', { class: 'amount' }, yuan(order.amount.total))),
    el('p', { class: 'faint' },
      [order.description, order.trade_type, order.api, timeOfDay(order.create_time)].join(' · '),
      order.combine_out_trade_no && ` · ${t('part', { no: order.combine_out_trade_no })}`),
    order.transaction_id && el('p', { class: 'faint' },
      `${t('transaction')} `, el('code', {}, order.transaction_id),
      order.amount.payer_total !== order.amount.total && ` · ${t('payer')} ${yuan(order.amount.payer_total)}`),
    pendingFaults(app, order, key),
    actions(app, order, key),
    qrShown.has(key) && order.prepay_id
      && el('img', { class: 'qr', width: '148', height: '148', alt: t('qrAlt', { no: order.out_trade_no }), src: `/cashier/${encodeURIComponent(order.prepay_id)}/qr` }),
    order.refunds.map((refund) => refundLine(app, order, refund)));
}

function pendingFaults(app, order, key) {
  const faults = app.pending.get(key) ?? [];
  return faults.length > 0 && el('p', { class: 'chips' }, el('span', { class: 'faint' }, t('withFaults')),
    faults.map((name) => button(`${name} ×`, { class: 'chip', 'aria-label': t('remove', { name }), 'data-focus': `remove ${key} ${name}` },
      () => { app.pending.set(key, faults.filter((it) => it !== name)); app.draw(); })));
}

function actions(app, order, key) {
  if (!canBePaid(order)) return null;
  const late = order.trade_state === 'CLOSED';
  const faults = app.pending.get(key) ?? [];
  const pay = () => app.act(async () => {
    app.selected = key;
    await post(`${orderPath(order)}/pay`, { faults, late });
    app.pending.delete(key);
    await app.refresh('orders', 'messages');
  });
  const choose = () => {
    app.selected = key;
    app.draw();
    byId('faults').scrollIntoView({ behavior: 'smooth', block: 'nearest' });
    document.querySelector('#faults-list .add:not([disabled])')?.focus({ preventScroll: true });
  };
  const label = faults.length ? t('payWith', { n: faults.length }) : late ? t('payLate') : t('pay');
  return el('div', { class: 'actions' },
    button(label, { class: late ? 'quiet small' : 'small', title: late ? t('payLateHint') : null, testid: `pay-${order.out_trade_no}`, 'data-focus': `pay ${key}` }, pay),
    faults.length === 0 && button(t('choose'), { class: 'quiet small', testid: `choose-${order.out_trade_no}`, 'data-focus': `choose ${key}` }, choose),
    !late && button(t('close'), { class: 'quiet small', testid: `close-${order.out_trade_no}`, 'data-focus': `close ${key}` },
      () => app.act(async () => { await post(`${orderPath(order)}/close`); await app.refresh('orders'); })),
    !late && order.prepay_id && el('a', { class: 'small', href: `/cashier/${encodeURIComponent(order.prepay_id)}`, target: '_blank', rel: 'noopener', 'data-focus': `cashier ${key}` }, t('cashier')),
    !late && order.prepay_id && button(t('qr'), { class: 'quiet small', 'aria-expanded': String(qrShown.has(key)), 'data-focus': `qr ${key}` },
      () => { if (!qrShown.delete(key)) qrShown.add(key); app.draw(); }));
}

function refundLine(app, order, refund) {
  const open = refund.status === 'PROCESSING' || refund.status === 'ABNORMAL';
  const label = (status) => t(status === 'SUCCESS' || status === 'CLOSED' ? `REFUND_${status}` : status);
  const settle = (status) => app.act(async () => {
    await post(`${orderPath(order)}/refunds/${encodeURIComponent(refund.out_refund_no)}/settle`, { status });
    await app.refresh('orders', 'messages');
  });
  return el('div', { class: 'refund' },
    el('p', {}, `${t('refund')} `, el('code', {}, refund.out_refund_no), ` ${yuan(refund.amount.refund)} `,
      el('span', { class: `badge R_${refund.status}` }, label(refund.status))),
    open && el('p', { class: 'actions' }, el('span', { class: 'faint' }, t('settle')),
      ['SUCCESS', 'ABNORMAL', 'CLOSED'].filter((status) => status !== refund.status)
        .map((status) => button(label(status), { class: 'quiet small', 'data-focus': `settle ${refund.refund_id} ${status}` }, () => settle(status)))));
}
