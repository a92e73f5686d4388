// Elements, and the drawings of the drinks.

/** An element: properties, attributes (aria-, data-) and listeners (on…) by their names. */
export function h(name, properties, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(properties || {})) {
    if (key.startsWith('on')) {
      element.addEventListener(key.slice(2), value);
    } else if (key.includes('-') || key === 'role') {
      element.setAttribute(key, value);
    } else {
      element[key] = value;
    }
  }
  element.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return element;
}

// What is in the glass, from the bottom: colour, and its share of the height.
const LAYERS = {
  AMERICANO: [['#2f1a10', 0.5], ['#4a2a19', 0.3], ['#a8713f', 0.07]],
  LATTE: [['#5a3520', 0.2], ['#b5814f', 0.2], ['#d9b188', 0.26], ['#fbf3e6', 0.2]],
  CAPPUCCINO: [['#4a2a19', 0.24], ['#a8713f', 0.22], ['#fbf3e6', 0.42]],
  FLAT_WHITE: [['#6a3f25', 0.34], ['#a8713f', 0.36], ['#f3e3cc', 0.12]],
  MOCHA: [['#2a1610', 0.24], ['#6a3f25', 0.34], ['#fdf7ee', 0.26]],
  MATCHA_LATTE: [['#f6f0dd', 0.36], ['#b9cc83', 0.18], ['#7f9f4a', 0.22], ['#dfe6bf', 0.1]],
};
const TOP = { CAPPUCCINO: dust('#6a3f25'), MOCHA: swirl(), MATCHA_LATTE: dust('#6d8a3c') };
const SCALE = { SMALL: 0.82, MEDIUM: 0.91, LARGE: 1 };
let drawn = 0;

function dust(colour) {
  return [[40, 3], [47, 5], [54, 2.5], [61, 5.5], [67, 3.5], [75, 5], [82, 3]]
    .map(([x, y]) => `<circle cx="${x}" cy="${y}" r="1.3" fill="${colour}" opacity=".75"/>`).join('');
}

function swirl() {
  return '<path d="M33 2c6-13 17-5 19-13 3-8 14-8 17 0 2 8 13 1 18 13z" fill="#fdf7ee"/>' +
    '<path d="M44-3c5-4 10-1 13-7m9 8c-1-4 4-4 6-2" fill="none" stroke="#d9c4ac" stroke-width="1.6" stroke-linecap="round"/>' +
    '<g fill="#6a3f25"><circle cx="51" cy="-5" r="1.4"/><circle cx="61" cy="-9" r="1.4"/><circle cx="71" cy="-3" r="1.4"/></g>';
}

/** A glass of it, with steam where it is served. */
export function glass(drink, size, steaming) {
  const id = 'glass-' + ++drawn;
  const [top, bottom] = [38, 136];
  let y = bottom;
  const layers = (LAYERS[drink] || LAYERS.LATTE).map(([colour, share]) => {
    const height = share * (bottom - top);
    y -= height;
    // One soft edge into the next.
    return `<rect x="20" y="${y.toFixed(1)}" width="80" height="${(height + 0.8).toFixed(1)}" fill="${colour}"/>`;
  });
  const surface = y;
  const k = SCALE[size] || 0.91;
  const steam = steaming
    ? '<g class="steam" fill="none" stroke="currentColor" stroke-width="3" stroke-linecap="round">' +
      '<path d="M46 28c-6-8 6-10 0-20"/><path d="M60 26c-6-8 6-10 0-20"/><path d="M74 28c-6-8 6-10 0-20"/></g>'
    : '';
  const span = document.createElement('span');
  span.className = 'glass';
  span.setAttribute('aria-hidden', 'true');
  span.innerHTML =
    `<svg viewBox="0 0 120 150" focusable="false">
      <defs><clipPath id="${id}"><path d="M28 34h64l-6.5 96a10 10 0 0 1-10 9H44.500a10 10 0 0 1-10-9z"/></clipPath>
        <linearGradient id="${id}-light" x1="0" x2="1"><stop offset="0" stop-color="#fff" stop-opacity=".34"/>
        <stop offset=".2" stop-color="#fff" stop-opacity=".1"/><stop offset=".34" stop-color="#fff" stop-opacity="0"/>
        <stop offset=".8" stop-color="#000" stop-opacity="0"/><stop offset="1" stop-color="#000" stop-opacity=".16"/></linearGradient></defs>
      <ellipse cx="60" cy="141" rx="36" ry="5" fill="#000" opacity=".12"/>
      <g transform="translate(60 140) scale(${k}) translate(-60 -140)">${steam}
      <path class="glass-back" d="M27 32h66l-6.600 99a11 11 0 0 1-11 9.500H44.600a11 11 0 0 1-11-9.500z"/>
      <g clip-path="url(#${id})"><g class="fill">${layers.join('')}</g></g>
      <g transform="translate(0 ${surface.toFixed(1)})">${TOP[drink] || ''}</g>
      <g clip-path="url(#${id})"><rect x="20" y="30" width="80" height="112" fill="url(#${id}-light)"/></g>
      <path class="glass-edge" d="M27 32h66l-6.600 99a11 11 0 0 1-11 9.500H44.600a11 11 0 0 1-11-9.500z"/></g></svg>`;
  return span;
}

/** Asks the shop; anything but success is an Error with its status. */
export async function ask(method, path, body) {
  const answer = await fetch(path, {
    method,
    headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!answer.ok) {
    throw Object.assign(new Error(`${method} ${path}: ${answer.status}`), { status: answer.status });
  }
  return answer.status === 204 ? null : answer.json();
}

/** Says it to those who do not see. */
export function tell(words) {
  document.getElementById('told').textContent = words;
}
