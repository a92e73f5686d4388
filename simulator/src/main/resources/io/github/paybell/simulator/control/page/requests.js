// What merchants asked, and what was wrong with it.

import { byId, el, exchange, fold, keyed, timeOfDay } from './elements.js';
import { get } from './server.js';
import { language, t } from './texts.js';

const SHOWN = 50;

let requests = [];
const opened = new Set();

export async function readRequests() {
  requests = await get(`/sim/requests?limit=${SHOWN}`);
  drawRequests();
}

export function drawRequests() {
  byId('requests-count').textContent = requests.length === SHOWN ? `${SHOWN}+` : requests.length || '';
  byId('requests-empty').hidden = requests.length > 0;
  keyed(byId('requests-list'), requests, (entry) => `${entry.number} ${entry.at}`, () => language(), item);
}

function item(entry) {
  const kind = entry.status >= 500 ? 'is-down' : entry.status >= 400 || entry.note ? 'is-wrong' : '';
  const summary = el('span', { class: 'attempt-line' },
    el('span', { class: 'faint' }, timeOfDay(entry.at)),
    el('b', { class: 'status' }, entry.status),
    el('code', {}, `${entry.method} ${entry.target}`));
  return el('li', { class: `request ${kind}` },
    fold(opened, String(entry.number), summary, (inside) => inside.append(
      exchange(`${t('requestSent')} ← ${entry.peer}`, entry.request, t),
      exchange(`${t('answerGot')} → ${entry.status}`, entry.answer, t))),
    entry.note && el('pre', { class: 'note', testid: 'note', tabindex: '0' }, entry.note));
}
