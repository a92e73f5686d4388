// A merchant's credentials and what to tell a client: to copy.

import { button, byId, el } from './elements.js';
import { get } from './server.js';
import { t } from './texts.js';

const FACTS = ['mchid', 'appid', 'openid', 'v2_key', 'api_v3_key', 'merchant_serial', 'public_key_id', 'app_secret', 'callback_key', 'certificates'];

let merchants = [];
let clients = [];
let client;

export async function readMerchants(app) {
  [merchants, clients] = await Promise.all([get('/sim/merchants'), get('/sim/config/default')]);
  client ??= clients[0];
  await drawMerchants(app);
}

export async function drawMerchants(app) {
  const choice = byId('merchant-choice');
  const merchant = merchants.find((it) => it.mchid === choice.value) ?? merchants[0];
  if (!merchant) return;
  choice.replaceChildren(...merchants.map((it) => el('option', { value: it.mchid, selected: it === merchant }, it.mchid)));
  choice.hidden = merchants.length < 2;
  choice.onchange = () => drawMerchants(app);
  byId('merchant-facts').replaceChildren(
    el('dl', {}, FACTS.map((name) => el('div', {}, el('dt', {}, name), el('dd', {}, el('code', {}, merchant[name]),
      copyButton(app, `${name}`, () => merchant[name]))))),
    el('p', { class: 'faint files' }, `${t('files')}: `, files(merchant).map((file) =>
      el('a', { href: `/sim/merchants/${merchant.mchid}/${file}`, download: file }, file))));
  byId('clients').replaceChildren(...clients.map((name) =>
    button(name, { 'aria-pressed': String(name === client), class: 'tab', testid: `client-${name}` }, () => { client = name; drawMerchants(app); byId('clients').querySelector('[aria-pressed=true]')?.focus(); })));
  const text = await get(`/sim/config/${merchant.mchid}?client=${encodeURIComponent(client)}`);
  byId('client-text').textContent = text;
  byId('client-text').parentElement.querySelector('button')?.remove();
  byId('client-text').before(copyButton(app, client, () => text));
}

const files = (merchant) => ['apiclient_key.pem', 'apiclient_cert.pem', 'pub_key.pem',
  ...merchant.platform_certificates.map(({ serial }) => `wechatpay_${serial}.pem`)];

function copyButton(app, what, text) {
  return button(t('copy'), { class: 'copy', 'aria-label': `${t('copy')} ${what}` },
    () => app.act(async () => { await copy(text()); app.say(t('copied')); }));
}

/** The clipboard is for safe origins only, and the simulator may be reached by another name. */
async function copy(text) {
  if (navigator.clipboard) {
    await navigator.clipboard.writeText(text);
    return;
  }
  const area = el('textarea', { class: 'hidden' });
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}
