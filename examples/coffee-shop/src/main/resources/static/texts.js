// Both languages of the shop, and what depends on one.

const EN = {
  name: 'Coffee No. 42',
  'other-language': '中文',
  'other-language-label': '切换到中文',
  mine: 'My orders',
  greeting: 'What may we make you?',
  'greeting-more': 'Order here, pay with WeChat, pick up at the bar.',
  from: 'from {0}',
  size: 'Size',
  SMALL: 'Small',
  MEDIUM: 'Medium',
  LARGE: 'Large',
  AMERICANO: 'Americano',
  LATTE: 'Latte',
  CAPPUCCINO: 'Cappuccino',
  FLAT_WHITE: 'Flat white',
  MOCHA: 'Mocha',
  MATCHA_LATTE: 'Matcha latte',
  'AMERICANO-note': 'Two shots, hot water',
  'LATTE-note': 'One shot, a lot of milk',
  'CAPPUCCINO-note': 'One shot, a lot of foam',
  'FLAT_WHITE-note': 'Two shots, fine foam',
  'MOCHA-note': 'Chocolate and cream',
  'MATCHA_LATTE-note': 'Green tea, no coffee',
  order: 'Order · {0}',
  close: 'Close',
  'to-pay': 'To pay',
  pay: 'Pay with WeChat',
  'pay-again': 'Pay again',
  opening: 'Opening the cashier …',
  cancelled: 'Not paid: you left the cashier. Your coffee is still here.',
  refused: 'That did not work. Please try again.',
  unreachable: 'WeChat Pay does not answer. Please try again in a moment.',
  'no-bridge': 'Please open this page in WeChat.',
  waiting: 'Thank you. We are waiting for WeChat Pay to tell us …',
  'waiting-more': 'This page turns by itself.',
  number: 'Your number',
  paid: 'Paid',
  'paid-told': 'Paid. Your number is {0}.',
  'paid-more': 'We call it out at the bar.',
  COMING_BACK: 'You paid twice. The second payment is on its way back to you.',
  RETURNED: 'You paid twice. The second payment was returned.',
  REFUNDING: 'Refund on its way',
  REFUNDED: 'Refunded',
  OPEN: 'Not paid',
  PAID: 'Paid',
  another: 'Another coffee',
  nothing: 'Nothing ordered from this browser yet.',
  'to-menu': 'To the menu',
  lost: 'We do not know this order.',
  offline: 'The shop does not answer.',
  bar: 'Bar',
  'bar-more': 'Paid orders, newest first. They appear by themselves.',
  'bar-empty': 'Nobody has paid yet.',
  'bar-new': 'Number {0}, {1}',
  refund: 'Refund',
  'refund-label': 'Refund number {0}',
  'refund-sure': 'Give {0} back?',
  'refund-failed': 'The refund did not go through. Try again.',
  twice: 'Paid twice',
  'twice-COMING_BACK': 'second payment being returned',
  'twice-RETURNED': 'second payment returned',
};

const ZH = {
  name: '四十二号咖啡',
  'other-language': 'English',
  'other-language-label': 'Switch to English',
  mine: '我的订单',
  greeting: '今天喝点什么？',
  'greeting-more': '在这里点单，微信支付，吧台取餐。',
  from: '{0} 起',
  size: '杯型',
  SMALL: '小杯',
  MEDIUM: '中杯',
  LARGE: '大杯',
  AMERICANO: '美式咖啡',
  LATTE: '拿铁',
  CAPPUCCINO: '卡布奇诺',
  FLAT_WHITE: '澳白',
  MOCHA: '摩卡',
  MATCHA_LATTE: '抹茶拿铁',
  'AMERICANO-note': '双份浓缩，加热水',
  'LATTE-note': '单份浓缩，大量牛奶',
  'CAPPUCCINO-note': '单份浓缩，厚厚奶泡',
  'FLAT_WHITE-note': '双份浓缩，细腻奶泡',
  'MOCHA-note': '巧克力与奶油',
  'MATCHA_LATTE-note': '抹茶，不含咖啡',
  order: '下单 · {0}',
  close: '关闭',
  'to-pay': '待支付',
  pay: '微信支付',
  'pay-again': '重新支付',
  opening: '正在打开收银台 …',
  cancelled: '尚未支付：您离开了收银台。订单为您保留。',
  refused: '没有成功，请再试一次。',
  unreachable: '微信支付没有应答，请稍后再试。',
  'no-bridge': '请在微信中打开本页。',
  waiting: '谢谢！正在等待微信支付的通知 …',
  'waiting-more': '本页会自动更新。',
  number: '取餐号',
  paid: '已支付',
  'paid-told': '已支付，取餐号 {0}。',
  'paid-more': '请留意吧台叫号。',
  COMING_BACK: '您支付了两次，第二笔正在退回。',
  RETURNED: '您支付了两次，第二笔已退回。',
  REFUNDING: '退款中',
  REFUNDED: '已退款',
  OPEN: '未支付',
  PAID: '已支付',
  another: '再来一杯',
  nothing: '这个浏览器还没有下过单。',
  'to-menu': '去点单',
  lost: '没有这个订单。',
  offline: '店铺没有应答。',
  bar: '吧台',
  'bar-more': '已支付的订单，最新的在前，自动出现。',
  'bar-empty': '还没有人支付。',
  'bar-new': '{0} 号，{1}',
  refund: '退款',
  'refund-label': '给 {0} 号退款',
  'refund-sure': '退还 {0}？',
  'refund-failed': '退款没有成功，请再试一次。',
  twice: '重复支付',
  'twice-COMING_BACK': '第二笔退回中',
  'twice-RETURNED': '第二笔已退回',
};

const KEY = 'coffee-language';

function first() {
  const chosen = localStorage.getItem(KEY);
  // The browser's list is what it sends as Accept-Language.
  const wanted = chosen ? [chosen] : navigator.languages;
  return wanted.map((tag) => tag.slice(0, 2)).find((tag) => tag === 'zh' || tag === 'en') || 'en';
}

let language = first();

export const currentLanguage = () => language;

/** A text by its key; {0}, {1} … are filled in order. */
export function text(key, ...values) {
  const pattern = (language === 'zh' ? ZH : EN)[key] || key;
  return values.reduce((filled, value, i) => filled.replace('{' + i + '}', value), pattern);
}

/** Fen as text, by whole numbers only. */
export const money = (fen) => '¥' + Math.floor(fen / 100) + '.' + String(fen % 100).padStart(2, '0');

export const time = (millis) =>
  new Date(millis).toLocaleTimeString(language === 'zh' ? 'zh-CN' : 'en-GB', { hour: '2-digit', minute: '2-digit' });

/** Names the page's own elements, and again when the other language is chosen. */
export function speak(redraw) {
  const apply = () => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    document.getElementById('name').textContent = text('name');
    const button = document.getElementById('language');
    button.textContent = text('other-language');
    button.setAttribute('aria-label', text('other-language-label'));
    button.lang = language === 'zh' ? 'en' : 'zh-CN';
    const mine = document.getElementById('to-mine');
    if (mine) {
      mine.textContent = text('mine');
    }
    document.dispatchEvent(new CustomEvent('coffee:language'));
    redraw();
  };
  document.getElementById('language').addEventListener('click', () => {
    language = language === 'zh' ? 'en' : 'zh';
    localStorage.setItem(KEY, language);
    apply();
  });
  apply();
}
