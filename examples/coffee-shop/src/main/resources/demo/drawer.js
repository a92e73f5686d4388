// The demo's drawer: lets something go wrong with the next payment, and shows what came of it.

import { ask, h } from '/elements.js';
import { currentLanguage } from '/texts.js';

const TEXTS = {
  en: {
    title: 'What should go wrong?',
    next: 'With the next payment',
    '': ['Nothing', 'one payment, one notification'],
    twice: ['Two phones pay at once', 'the same coffee, two attempts, both are charged'],
    lost: ['The notification gets lost', 'nobody tells the shop'],
    'tampered-amount': ['Somebody forges the amount', 'a forged notification comes first, then the true one'],
    story: 'What happened',
    none: 'Order something; its story appears here.',
    registered: 'Paybell expects {0}',
    lostLine: 'WeChat Pay’s notification got lost',
    forged: 'Forged notification: refused',
    hole: 'Forged notification: accepted!',
    told: 'WeChat Pay’s notification: taken',
    refused: 'WeChat Pay’s notification: not taken, it comes again',
    refundTold: 'WeChat Pay says: refunded',
    'payment.succeeded': 'Paid: the listener gave the number, in the same transaction',
    asked: 'Nobody told Paybell, so it asked WeChat Pay itself: paid',
    'payment.duplicate': 'Paid a second time: no second coffee, the money goes back',
    'refund.succeeded': 'The money is back with the guest',
    'order.closed': 'Closed, unpaid',
  },
  zh: {
    title: '制造点意外？',
    next: '下一次支付时',
    '': ['一切正常', '一次支付，一条通知'],
    twice: ['两部手机同时支付', '同一杯咖啡，两次下单，都扣了款'],
    lost: ['支付通知丢失', '没有人告诉商户'],
    'tampered-amount': ['有人篡改金额', '先来一条伪造的通知，再来真的'],
    story: '发生了什么',
    none: '下一单，经过会显示在这里。',
    registered: 'Paybell 等待支付 {0}',
    lostLine: '微信支付的通知丢失了',
    forged: '伪造的通知：已拒绝',
    hole: '伪造的通知：被接受了！',
    told: '微信支付的通知：已接收',
    refused: '微信支付的通知：未接收，会再次发送',
    refundTold: '微信支付通知：已退款',
    'payment.succeeded': '已支付：监听器在同一事务中给出取餐号',
    asked: '没有收到通知，Paybell 主动查单：已支付',
    'payment.duplicate': '重复支付：不重复出餐，款项退回',
    'refund.succeeded': '款项已退回顾客',
    'order.closed': '未支付，已关闭',
  },
};
const WISHES = ['', 'twice', 'lost', 'tampered-amount'];
const FORGERIES = ['tampered-amount'];
const LOOK_EVERY_MS = 1000;

let wish = '';
let order = null;
let secondPrepayId = null;
let shownStory = '';

const t = (key) => TEXTS[currentLanguage()][key] || key;
const clock = (at) => new Date(at).toLocaleTimeString('en-GB');

const title = h('button', { type: 'button', 'aria-expanded': 'false', 'aria-controls': 'drawer-inside', 'data-testid': 'drawer', onclick: () => open(!box.classList.contains('open')) });
const wishes = h('fieldset');
const heading = h('h2');
const story = h('ol', { 'data-testid': 'story', 'aria-live': 'polite' });
const none = h('p', { className: 'drawer-none' });
const inside = h('div', { className: 'drawer-inside', id: 'drawer-inside', hidden: true }, wishes, heading, story, none);
const box = h('aside', { className: 'drawer', 'aria-label': 'Demo' }, title, inside);

function open(yes) {
  box.classList.toggle('open', yes);
  inside.hidden = !yes;
  title.setAttribute('aria-expanded', String(yes));
}

function draw() {
  title.textContent = t('title');
  box.classList.toggle('armed', wish !== '');
  wishes.replaceChildren(h('legend', {}, t('next')), ...WISHES.map((name) => h('label', {},
    h('input', { type: 'radio', name: 'wish', value: name, checked: name === wish, 'data-testid': 'wish-' + (name || 'nothing'), onchange: () => choose(name) }),
    h('span', {}, t(name)[0], h('small', {}, t(name)[1])))));
  heading.textContent = t('story');
  none.textContent = t('none');
  shownStory = '';
  tellStory();
}

async function choose(name) {
  wish = name;
  box.classList.toggle('armed', wish !== '');
  await ask('PUT', '/demo/fault', { fault: name === 'twice' ? '' : name });
}

/** What a line means, and whether it is good, bad or neither. */
function line(it) {
  if (it.taken === 'LOST') {
    return [t('lostLine'), 'bad'];
  }
  if (FORGERIES.includes(it.fault)) {
    return it.taken === 'SUCCESS' ? [t('hole'), 'bad'] : [t('forged'), ''];
  }
  if (it.by === 'wechat') {
    return it.what.startsWith('REFUND') ? [t('refundTold'), ''] : it.taken === 'SUCCESS' ? [t('told'), ''] : [t('refused'), 'bad'];
  }
  if (it.what === 'registered') {
    return [t('registered').replace('{0}', it.outTradeNo.slice(-6)), ''];
  }
  return [it.asked ? t('asked') : t(it.what), it.what === 'payment.duplicate' ? 'bad' : 'good'];
}

async function tellStory() {
  if (!order || order.attempts === 0) {
    story.replaceChildren();
    none.hidden = false;
    return;
  }
  const query = Array.from({ length: order.attempts }, (_, i) => `out_trade_no=${order.id}-${i + 1}`).join('&');
  const lines = await ask('GET', '/demo/story?' + query);
  const now = JSON.stringify(lines);
  if (now === shownStory) {
    return;
  }
  shownStory = now;
  none.hidden = lines.length > 0;
  story.replaceChildren(...lines.map((it) => {
    const [words, kind] = line(it);
    return h('li', { className: kind, 'data-testid': 'line-' + (it.asked ? 'asked' : it.taken === 'LOST' ? 'lost' : it.fault || it.what) }, h('time', {}, clock(it.at)), h('span', {}, words));
  }));
  inside.scrollTop = inside.scrollHeight;
}

document.addEventListener('coffee:order', (event) => {
  const other = !event.detail || !order || event.detail.id !== order.id;
  order = event.detail;
  if (other) {
    shownStory = '';
  }
  tellStory().catch(() => {});
});
document.addEventListener('coffee:language', draw);

// A second phone opens its own cashier for the same order …
document.addEventListener('coffee:paying', async (event) => {
  secondPrepayId = null;
  if (wish === 'twice') {
    const parameters = await ask('POST', `/api/orders/${event.detail}/pay`);
    secondPrepayId = parameters.package.replace('prepay_id=', '');
  }
});
// … and pays in it at the moment in which the first one is told that it has paid.
window.addEventListener('message', (event) => {
  if (event.data && event.data.type === 'paybell-cashier' && event.data.result === 'ok' && secondPrepayId) {
    const prepayId = secondPrepayId;
    secondPrepayId = null;
    ask('POST', '/demo/second-phone', { prepayId }).catch(() => {});
  }
});
// One payment, one mishap.
document.addEventListener('coffee:paid', () => {
  choose('').then(draw, () => {});
});

document.head.append(h('link', { rel: 'stylesheet', href: '/demo/drawer.css' }));
document.body.append(box);
draw();
// Where it covers nothing.
open(window.innerWidth >= 1180);
ask('PUT', '/demo/fault', { fault: '' }).catch(() => {});
window.setInterval(() => document.visibilityState === 'visible' && tellStory().catch(() => {}), LOOK_EVERY_MS);
