// The watcher's page: reads everything once, then whatever the simulator says has changed.

import { clockIs, drawClock, tick } from './clock.js';
import { byId, el } from './elements.js';
import { drawFaults, faultsAre, readFaults, readKinds } from './faults.js';
import { drawMerchants, readMerchants } from './merchants.js';
import { drawMessages, readMessages } from './messages.js';
import { drawOrders, readOrders } from './orders.js';
import { drawRequests, readRequests } from './requests.js';
import { get, post } from './server.js';
import { language, switchLanguage, t, translatePage } from './texts.js';

/** Between two readings of a list: many things may happen within a second. */
const PAUSE = 250;
const TOAST = 6000;

const app = {
  /** Key of the order that somebody chose, or null. */
  selected: null,
  /** What goes wrong with the next payment, by key of the order. */
  pending: new Map(),
  draw,
  refresh: (...names) => Promise.all(names.map(read)),
  say,
  /** Does something, and says so if it fails. */
  async act(step) {
    try { await step(); } catch (error) { say(error.message, true); }
  },
};

const readers = {
  orders: async () => { await readOrders(app); drawFaults(app); drawMessages(app); },
  messages: () => readMessages(app),
  requests: () => readRequests(),
  faults: () => readFaults(app),
  clock: async () => clockIs(await get('/sim/clock')),
  merchants: () => readMerchants(app),
};
const reading = new Map();

/** Reads a list; who asks while it is being read gets the reading after that. */
function read(name) {
  const state = reading.get(name) ?? {};
  reading.set(name, state);
  if (state.running) {
    state.following ??= state.running.catch(() => {}).then(pause).then(() => { state.following = undefined; return read(name); });
    return state.following;
  }
  state.running = readers[name]().finally(() => { state.running = undefined; });
  return state.running;
}

const pause = () => new Promise((done) => { setTimeout(done, PAUSE); });

const readAll = () => app.act(() => app.refresh(...Object.keys(readers)));

function draw() {
  drawOrders(app);
  drawMessages(app);
  drawFaults(app);
}

function drawEverything() {
  translatePage();
  byId('language').textContent = t('otherLanguage');
  byId('language').lang = language() === 'zh' ? 'en' : 'zh-CN';
  drawClock(app.act);
  draw();
  drawRequests();
  app.act(() => drawMerchants(app));
  showLink();
}

function say(text, wrong = false) {
  const toast = el('p', { class: wrong ? 'toast is-wrong' : 'toast', testid: wrong ? 'error' : 'said' }, text);
  byId('toasts').append(toast);
  setTimeout(() => toast.remove(), TOAST);
}

let live = false;

function showLink() {
  byId('link').textContent = live ? t('connected') : t('disconnected');
  byId('link').classList.toggle('is-live', live);
}

function watch() {
  const events = new EventSource('/sim/live');
  events.onopen = () => { live = true; showLink(); readAll(); };
  events.onerror = () => { live = false; showLink(); };
  const lists = { order: 'orders', message: 'messages', request: 'requests' };
  for (const [event, list] of Object.entries(lists)) {
    events.addEventListener(event, () => app.act(() => read(list)));
  }
  events.addEventListener('clock', (event) => clockIs(JSON.parse(event.data)));
  events.addEventListener('faults', (event) => faultsAre(app, JSON.parse(event.data)));
  events.addEventListener('reset', () => { app.selected = null; app.pending.clear(); readAll(); });
}

byId('language').addEventListener('click', () => { switchLanguage(); drawEverything(); });
byId('reset').addEventListener('click', () => {
  if (confirm(t('resetAsk'))) app.act(async () => { await post('/sim/reset'); say(t('resetDone')); });
});
byId('messages-filter').addEventListener('change', () => drawMessages(app));

drawEverything();
app.act(async () => { await readKinds(); drawFaults(app); });
watch();
setInterval(tick, 250);
// Programs in the same process move the clock and set faults without a call of the control API.
setInterval(() => { if (live && !document.hidden) app.act(() => app.refresh('clock', 'faults')); }, 5000);
