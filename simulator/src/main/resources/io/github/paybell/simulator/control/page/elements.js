// Elements made by hand. Data only ever goes in as text or attribute, never as HTML.

export const byId = (id) => document.getElementById(id);

/** An element; props are attributes, and `on` has listeners. Absent children are left out. */
export function el(tag, props = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(props)) {
    if (value === undefined || value === null || value === false) continue;
    if (name === 'on') {
      for (const [event, listener] of Object.entries(value)) element.addEventListener(event, listener);
    } else if (name === 'testid') {
      element.dataset.testid = value;
    } else {
      element.setAttribute(name, value === true ? '' : value);
    }
  }
  element.append(...children.flat().filter((child) => child !== undefined && child !== null && child !== false));
  return element;
}

export const button = (label, props, run) => el('button', { type: 'button', ...props, on: { click: run } }, label);

/**
 * Shows items as the children of a list. An item is built anew only when its signature changes, and
 * the focus stays where it was, so that news do not disturb whoever is reading.
 */
export function keyed(list, items, keyOf, signatureOf, build) {
  const known = new Map([...list.children].map((child) => [child.dataset.key, child]));
  const focused = document.activeElement;
  const focus = list.contains(focused) ? focused.dataset.focus : undefined;
  let at = list.firstElementChild;
  for (const item of items) {
    const key = keyOf(item);
    const signature = signatureOf(item);
    let node = known.get(key);
    known.delete(key);
    if (!node || node.signature !== signature) {
      const fresh = build(item);
      fresh.dataset.key = key;
      fresh.signature = signature;
      if (node) {
        if (at === node) at = fresh;
        node.replaceWith(fresh);
      }
      node = fresh;
    }
    if (node === at) at = at.nextElementSibling;
    else list.insertBefore(node, at);
  }
  for (const gone of known.values()) gone.remove();
  if (focus && !list.contains(document.activeElement)) {
    [...list.querySelectorAll('[data-focus]')].find((it) => it.dataset.focus === focus)?.focus();
  }
}

/** A part that opens, and stays open when it is built anew. */
export function fold(opened, key, summary, fill) {
  const inside = el('div', { class: 'inside' });
  const details = el('details', { open: opened.has(key) }, el('summary', { 'data-focus': key }, summary), inside);
  const show = () => { if (!inside.childElementCount) fill(inside); };
  details.addEventListener('toggle', () => {
    if (details.open) { opened.add(key); show(); } else opened.delete(key);
  });
  if (details.open) show();
  return details;
}

/** Shown in full: headers, and the body as text. */
export function exchange(title, part, t) {
  const headers = part.headers.map(({ name, value }) => el('div', {}, el('span', { class: 'name' }, `${name}: `), value));
  const bytes = new TextEncoder().encode(part.body).length;
  return el('section', { class: 'exchange' },
    el('h4', {}, title),
    headers.length > 0 && el('div', { class: 'headers' }, headers),
    part.body_bytes === 0 ? el('p', { class: 'faint' }, t('noBody')) : el('pre', { tabindex: '0' }, part.body),
    part.body_base64 && el('pre', {}, `${t('notText')}\n${part.body_base64}`),
    !part.body_base64 && part.body_bytes > bytes && el('p', { class: 'faint' }, t('cut', { n: part.body_bytes })));
}

/** ¥8.80 of 880 fen. */
export function yuan(fen) {
  return `¥${Math.floor(fen / 100)}.${String(fen % 100).padStart(2, '0')}`;
}

/** The time of day in Beijing. */
export function timeOfDay(moment) {
  return new Date(Date.parse(moment) + 8 * 3600_000).toISOString().slice(11, 19);
}
