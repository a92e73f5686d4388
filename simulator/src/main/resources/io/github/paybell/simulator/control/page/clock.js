// Simulated time: shown as it runs, and moved.

import { byId, button, el } from './elements.js';
import { post, put } from './server.js';
import { t } from './texts.js';

const STEPS = [[15, 15, 'second'], [60, 1, 'minute'], [3600, 1, 'hour'], [86400, 1, 'day']];
const SPEEDS = [1, 100, 'manual'];

let now = Date.now();
let readAt = performance.now();
let speed = 1;

/** Simulated time in milliseconds. */
export const simulatedNow = () => now + (performance.now() - readAt) * (speed === 'manual' ? 0 : speed);

export function clockIs(clock) {
  now = Date.parse(clock.now);
  readAt = performance.now();
  const other = speed !== clock.speed;
  speed = clock.speed;
  if (other) showSpeeds();
  tick();
}

function showSpeeds() {
  for (const input of document.querySelectorAll('#speeds input')) input.checked = input.value === String(speed);
  const odd = document.querySelector('#speeds .odd');
  if (odd) odd.textContent = SPEEDS.includes(speed) ? '' : `${speed}×`;
}

export function drawClock(act) {
  byId('speeds').replaceChildren(
    byId('speeds').querySelector('legend'),
    ...SPEEDS.map((value) => el('label', {},
      el('input', { type: 'radio', name: 'speed', value: String(value), on: { change: () => act(async () => clockIs(await put('/sim/clock', { speed: value }))) } }),
      el('span', {}, value === 'manual' ? t('manual') : `${value}×`))),
    el('span', { class: 'odd' }));
  byId('advance').replaceChildren(...STEPS.map(([seconds, count, unit]) =>
    button(`+${count} ${t(unit)}`, { class: 'quiet small', testid: `advance-${seconds}` }, (event) => {
      const pressed = event.currentTarget;
      // What becomes due on the way is sent and waited for.
      pressed.setAttribute('aria-busy', 'true');
      act(async () => clockIs(await post('/sim/clock/advance', { seconds })))
        .finally(() => pressed.removeAttribute('aria-busy'));
    })));
  showSpeeds();
}

/** "12 s", "3 min 5 s", "2 h 5 min". */
function span(milliseconds) {
  const seconds = Math.ceil(milliseconds / 1000);
  const [large, small, size] = seconds < 3600 ? ['minute', 'second', 60] : ['hour', 'minute', 3600];
  if (seconds < 60) return `${seconds} ${t('second')}`;
  const rest = Math.floor(seconds % size / (size / 60));
  return `${Math.floor(seconds / size)} ${t(large)} ${rest} ${t(small)}`;
}

export function tick() {
  const at = simulatedNow();
  const beijing = new Date(at + 8 * 3600_000).toISOString();
  byId('time').textContent = `${beijing.slice(0, 10)} ${beijing.slice(11, 19)}`;
  byId('time').dateTime = new Date(at).toISOString();
  for (const it of document.querySelectorAll('[data-next-at]')) {
    const left = Date.parse(it.dataset.nextAt) - at;
    it.textContent = left <= 0 ? t('due') : t('inTime', { time: span(left) });
  }
}
