// What the page says, in two languages.

const english = {
  simulator: 'simulator', clock: 'Clock', speed: 'Speed of time', advance: 'Move the clock', sections: 'Sections',
  simulatedBeijing: 'simulated, Beijing', manual: 'by hand', second: 's', minute: 'min', hour: 'h', day: 'day', realTime: 'as real time',
  connected: 'live', disconnected: 'not connected, trying again…',
  reset: 'Reset', resetAsk: 'Forget all orders, messages, requests and faults?', resetDone: 'Everything is forgotten.',
  otherLanguage: '中文',
  orders: 'Orders', messages: 'Messages', faults: 'Faults', requests: 'Requests', merchant: 'Merchant',
  noOrders: 'No orders yet. Place one as a merchant does: POST /v3/pay/transactions/native or /pay/unifiedorder.',
  noMessages: 'No messages yet. Pay an order, and its notification appears here with every attempt.',
  noRequests: 'Nobody has asked anything yet. What merchants ask appears here, with what was wrong.',
  onlySelected: 'selected order only',
  NOTPAY: 'Not paid', SUCCESS: 'Paid', REFUND: 'Refunded', CLOSED: 'Closed',
  pay: 'Pay', payLate: 'Pay late', payWith: 'Pay with faults ({n})', choose: 'Pay with fault…', close: 'Close',
  cashier: 'Cashier', qr: 'QR', qrAlt: 'QR code of the cashier of {no}',
  payLateHint: 'The payment was begun in time and ends after the order was closed: money is a fact.',
  select: 'Select this order', selected: 'selected', transaction: 'transaction', payer: 'payer paid', part: 'part of {no}',
  refund: 'Refund', settle: 'End it as', PROCESSING: 'Processing', REFUND_SUCCESS: 'Refunded', REFUND_CLOSED: 'Closed', ABNORMAL: 'Abnormal',
  withFaults: 'Next payment:', remove: 'Remove {name}',
  'TRANSACTION.SUCCESS': 'Payment succeeded', 'REFUND.SUCCESS': 'Refund succeeded', 'REFUND.ABNORMAL': 'Refund abnormal', 'REFUND.CLOSED': 'Refund closed',
  PENDING: 'Pending', DELIVERED: 'Accepted', EXHAUSTED: 'Given up', LOST: 'Never sent',
  next: 'next attempt', inTime: 'in {time}', due: 'now', resend: 'Send again',
  TAKEN_SUCCESS: 'success', TAKEN_FAIL: 'failure', TAKEN_TIMEOUT: 'no answer', takenAs: 'taken as {what}',
  hole: 'accepted what must be refused', extra: 'does not decide',
  requestSent: 'Request', answerGot: 'Answer', noAnswer: 'no answer', noBody: '(no body)', cut: '… {n} bytes in all',
  notText: 'not UTF-8, Base64:',
  MESSAGE: 'Delivery', FORGERY: 'Forged copies first', ATTEMPT: 'Every attempt', FIRST_ATTEMPT: 'The first attempt', ORDER: 'Placing orders', ANSWER: "The platform's answers",
  REFUSE: 'must be refused', ACCEPT: 'must be accepted', EITHER: 'either is right', only: '{api} only',
  faultsFor: '“+” lets a fault strike the next payment of {no} only; the switch lets it stand.',
  faultsForNone: 'A switch lets a fault stand. Select an unpaid order to let one strike its payment only.',
  addFault: 'Let {name} strike the next payment of {no}', ratio: 'How often {name} strikes', allOff: 'All off',
  copy: 'Copy', copied: 'Copied.', clientConfig: 'Configuration for', files: 'Files',
};

const chinese = {
  simulator: '模拟器', clock: '时钟', speed: '时间流速', advance: '拨动时钟', sections: '栏目',
  simulatedBeijing: '模拟时间，北京', manual: '手动', second: '秒', minute: '分', hour: '小时', day: '天', realTime: '真实速度',
  connected: '实时', disconnected: '连接已断开，正在重试…',
  reset: '重置', resetAsk: '清除全部订单、通知、请求和故障？', resetDone: '已全部清除。',
  otherLanguage: 'English',
  orders: '订单', messages: '通知', faults: '故障', requests: '商户请求', merchant: '商户',
  noOrders: '还没有订单。像商户一样下单：POST /v3/pay/transactions/native 或 /pay/unifiedorder。',
  noMessages: '还没有通知。支付一笔订单后，这里会出现它的通知和每一次发送。',
  noRequests: '还没有请求。商户的请求会出现在这里，并说明错在哪里。',
  onlySelected: '只看选中的订单',
  NOTPAY: '未支付', SUCCESS: '已支付', REFUND: '有退款', CLOSED: '已关闭',
  pay: '支付', payLate: '迟到支付', payWith: '带 {n} 个故障支付', choose: '带故障支付…', close: '关单',
  cashier: '收银台', qr: '二维码', qrAlt: '{no} 的收银台二维码',
  payLateHint: '支付在关单前开始，在关单后完成：钱已经付了。',
  select: '选中此订单', selected: '已选中', transaction: '微信支付订单号', payer: '用户实付', part: '属于合单 {no}',
  refund: '退款', settle: '结束为', PROCESSING: '退款处理中', REFUND_SUCCESS: '退款成功', REFUND_CLOSED: '退款关闭', ABNORMAL: '退款异常',
  withFaults: '下次支付：', remove: '移除 {name}',
  'TRANSACTION.SUCCESS': '支付成功', 'REFUND.SUCCESS': '退款成功', 'REFUND.ABNORMAL': '退款异常', 'REFUND.CLOSED': '退款关闭',
  PENDING: '待确认', DELIVERED: '已接受', EXHAUSTED: '已放弃', LOST: '未发送',
  next: '下次发送', inTime: '{time}后', due: '现在', resend: '重发',
  TAKEN_SUCCESS: '成功', TAKEN_FAIL: '失败', TAKEN_TIMEOUT: '无应答', takenAs: '视为{what}',
  hole: '接受了必须拒绝的通知', extra: '不影响结果',
  requestSent: '请求', answerGot: '应答', noAnswer: '无应答', noBody: '（无内容）', cut: '……共 {n} 字节',
  notText: '不是 UTF-8，Base64：',
  MESSAGE: '投递', FORGERY: '先收到伪造通知', ATTEMPT: '每次发送', FIRST_ATTEMPT: '首次发送', ORDER: '下单', ANSWER: '平台应答',
  REFUSE: '必须拒绝', ACCEPT: '必须接受', EITHER: '都可以', only: '仅 {api}',
  faultsFor: '“+” 只作用于 {no} 的下一次支付；开关则持续生效。',
  faultsForNone: '开关使故障持续生效。选中一笔未支付的订单，可以只让它的支付出故障。',
  addFault: '让 {name} 作用于 {no} 的下一次支付', ratio: '{name} 的出现比例', allOff: '全部关闭',
  copy: '复制', copied: '已复制。', clientConfig: '客户端配置', files: '文件',
};

const KEY = 'paybell-simulator-language';

function stored() {
  try { return localStorage.getItem(KEY); } catch { return null; }
}

let current = stored() ?? (navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en');

export const language = () => current;

export function switchLanguage() {
  current = current === 'zh' ? 'en' : 'zh';
  try { localStorage.setItem(KEY, current); } catch { /* without storage it is forgotten */ }
}

export function t(key, values = {}) {
  const text = (current === 'zh' ? chinese : english)[key] ?? key;
  return text.replace(/\{(\w+)\}/g, (place, name) => values[name] ?? place);
}

/** Fills in what stands still in the page. */
export function translatePage() {
  document.documentElement.lang = current === 'zh' ? 'zh-CN' : 'en';
  for (const it of document.querySelectorAll('[data-t]')) it.textContent = t(it.dataset.t);
  for (const it of document.querySelectorAll('[data-t-label]')) it.setAttribute('aria-label', t(it.dataset.tLabel));
}
