// Messages to merchants, each with the attempts so far.

import { tick } from './clock.js';
import { button, byId, el, exchange, fold, keyed, timeOfDay } from './elements.js';
import { selectedOrder } from './orders.js';
import { get, post } from './server.js';
import { language, t } from './texts.js';

const SHOWN = 60;

/** As last read, the oldest first. */
let messages = [];
const opened = new Set();
/** Whole messages by id, as long as no attempt has come since. */
const whole = new Map();

export async function readMessages(app) {
  messages = await get(`/sim/messages?limit=${SHOWN}`);
  drawMessages(app);
}

export function drawMessages(app) {
  const only = byId('messages-filter').checked ? selectedOrder(app) : undefined;
  const shown = messages
    .filter((message) => !only || message.mchid === only.mchid && message.out_trade_no === only.out_trade_no)
    .reverse();
  byId('messages-count').textContent = messages.length === SHOWN ? `${SHOWN}+` : messages.length || '';
  byId('messages-empty').hidden = shown.length > 0;
  keyed(byId('messages-list'), shown, (message) => message.id,
    (message) => JSON.stringify([message, language()]), (message) => card(app, message));
  tick();
}

function card(app, message) {
  const resend = (event) => {
    const pressed = event.currentTarget;
    pressed.disabled = true;
    app.act(async () => {
      await post(`/sim/messages/${encodeURIComponent(message.id)}/resend`);
      await app.refresh('messages');
    }).finally(() => { pressed.disabled = false; });
  };
  return el('li', { class: 'message', testid: `message-${message.id}` },
    el('div', { class: 'line' },
      el('strong', {}, t(message.event_type)),
      el('code', { class: 'grow' }, message.out_refund_no ?? message.out_trade_no),
      el('span', { class: `badge M_${message.state}` }, t(message.state))),
    el('p', { class: 'faint url' }, `${message.api} · `, message.notify_url),
    message.faults.length > 0 && el('p', { class: 'chips' }, message.faults.map((name) => el('span', { class: 'chip' }, name))),
    message.notes.map((note) => el('p', { class: 'faint' }, `ⓘ ${note}`)),
    el('ol', { class: 'timeline' }, message.attempts.map((attempt) => attemptItem(message, attempt))),
    el('div', { class: 'actions' },
      message.next_at && el('span', { class: 'next' }, `${t('next')} `, el('b', { 'data-next-at': message.next_at })),
      button(t('resend'), { class: 'quiet small', testid: `resend-${message.id}`, 'data-focus': `resend ${message.id}` }, resend)));
}

function attemptItem(message, attempt) {
  const summary = el('span', { class: 'attempt-line' },
    el('span', { class: 'faint' }, timeOfDay(attempt.at)),
    el('b', {}, attempt.status ?? '—'),
    el('span', { class: `taken ${attempt.taken_as}` }, t('takenAs', { what: t(`TAKEN_${attempt.taken_as}`) })),
    attempt.fault && el('span', { class: 'chip' }, attempt.fault),
    el('span', { class: 'faint' }, `${attempt.took_ms} ms`),
    attempt.hole && el('strong', { class: 'hole', testid: 'hole' }, `⚠ ${t('hole')}`));
  return el('li', { class: `attempt ${attempt.taken_as} ${attempt.hole ? 'is-hole' : ''}`, testid: 'attempt' },
    fold(opened, `${message.id} ${attempt.number}`, summary, (inside) => fillAttempt(inside, message, attempt)));
}

async function fillAttempt(inside, message, attempt) {
  const right = attempt.right === 'NONE' ? [] : [t(attempt.right)];
  inside.append(el('p', { class: 'faint' }, [attempt.why, ...right, ...(attempt.counts ? [] : [t('extra')])].join(' · ')));
  let known = whole.get(message.id);
  if (!known || known.count < message.attempts.length) {
    known = { count: message.attempts.length, promise: get(`/sim/messages/${encodeURIComponent(message.id)}`) };
    whole.set(message.id, known);
  }
  try {
    const full = (await known.promise).attempts.find((it) => it.number === attempt.number);
    if (!full) return;
    inside.append(
      exchange(`${t('requestSent')} → POST ${message.notify_url}`, full.request, t),
      full.status === undefined ? el('p', { class: 'faint' }, t('noAnswer')) : exchange(`${t('answerGot')} ← ${full.status}`, full, t));
  } catch (error) {
    whole.delete(message.id);
    inside.append(el('p', { class: 'faint' }, error.message));
  }
}
