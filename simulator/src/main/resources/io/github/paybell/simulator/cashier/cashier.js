'use strict';
(function () {
  const body = document.body;
  const texts = JSON.parse(body.dataset.texts);
  const here = '/cashier/' + encodeURIComponent(body.dataset.prepayId);
  const element = (id) => document.getElementById(id);
  const phone = document.querySelector('.phone');

  // A payer who looked away finds the order as it is by now.
  const LOOK_AGAIN_MS = 3000;
  // Time to read the result before the way back to the shop is taken by itself.
  const BACK_MS = 3000;

  // The shop hears why in WeChat's own words, whatever language the payer reads.
  const REASONS = {
    'already-paid': '该订单已支付',
    closed: '订单已关闭',
    expired: '订单已过期',
    gone: '支付已失效',
  };

  let order = null;
  let typed = '';
  let mistakes = 0;
  let busy = false;
  let outcome = null;

  const text = (key, value) => String(texts[key]).replace('{0}', value);

  /** Fen as text, by whole numbers only. */
  function money(fen) {
    const sign = order.currency === 'CNY' ? '¥' : order.currency + ' ';
    return sign + Math.floor(fen / 100) + '.' + String(fen % 100).padStart(2, '0');
  }

  /** Tells the page that opened the cashier. What is told is no secret, so any origin may hear it. */
  function tell(result, reason, done) {
    const listener = window.opener || (window.parent === window ? null : window.parent);
    if (listener) {
      listener.postMessage(
        { type: 'paybell-cashier', result, reason: reason || '', done: Boolean(done), prepay_id: body.dataset.prepayId },
        '*');
    }
  }

  function leave() {
    if (body.dataset.redirectUrl) {
      window.location.assign(body.dataset.redirectUrl);
    } else if (window.opener) {
      window.close();
    }
  }

  function show(view, message, bad) {
    phone.dataset.view = view;
    for (const id of ['choose', 'password', 'result', 'left']) {
      element(id).hidden = id !== view;
    }
    element('mark').hidden = view !== 'result';
    element('cancel').hidden = view === 'result' || view === 'left';
    element('message').classList.toggle('bad', Boolean(bad));
    element('message').textContent = message || '';
  }

  // ------------------------------------------------------------------ what is to be paid

  function line(classes, content) {
    const span = document.createElement('span');
    span.className = classes;
    span.textContent = content;
    return span;
  }

  function drawBill() {
    const several = order.orders.length > 1;
    element('payee').textContent = text('merchant', order.mchid);
    element('description').textContent =
      several ? text('parts', order.orders.length) : order.orders[0].description;
    element('parts').replaceChildren(...order.orders.map((part) => {
      const item = document.createElement('li');
      const what = document.createElement('span');
      if (several) {
        what.append(line('name', part.description));
      }
      what.append(line('', text('order-number', part.out_trade_no)));
      item.append(what);
      if (several) {
        item.append(line('fee', money(part.total)));
      }
      return item;
    }));
  }

  function drawCoupons() {
    const list = element('coupons');
    list.querySelectorAll('label').forEach((label) => label.remove());
    list.hidden = order.coupons.length === 0;
    for (const coupon of order.coupons) {
      const label = document.createElement('label');
      label.className = 'coupon';
      const box = document.createElement('input');
      box.type = 'checkbox';
      box.value = coupon.coupon_id;
      box.dataset.testid = 'coupon-' + coupon.coupon_id;
      box.dataset.fee = coupon.fee;
      box.dataset.type = coupon.type;
      box.addEventListener('change', drawAmount);
      const what = line('what', coupon.name);
      const kind = document.createElement('small');
      kind.textContent = text('coupon-' + coupon.type);
      what.append(kind);
      label.append(box, what, line('fee', '−' + money(coupon.fee)));
      list.append(label);
    }
  }

  const boxes = () => Array.from(element('coupons').querySelectorAll('input'));
  const ticked = () => boxes().filter((box) => box.checked);
  const sum = (some) => some.reduce((total, box) => total + Number(box.dataset.fee), 0);

  function drawAmount() {
    const saved = order.state === 'PAID' ? order.total - order.payer_total : sum(ticked());
    element('amount').textContent = money(order.total - saved);
    element('before').hidden = saved === 0;
    element('before').textContent = money(order.total);
    element('saved').hidden = saved === 0;
    element('saved').textContent = text('saved', money(saved));
    element('pay').textContent = text('pay', money(order.total - saved));
    // Something must remain to be paid: what would take it all cannot be ticked any more.
    for (const box of boxes()) {
      box.disabled = !box.checked && saved + Number(box.dataset.fee) > order.coupons_limit;
    }
  }

  // ------------------------------------------------------------------ paying

  function drawDots() {
    const dots = element('dots');
    Array.from(dots.children).forEach((dot, i) => dot.classList.toggle('full', i < typed.length));
    dots.setAttribute('aria-label', text('digits', typed.length));
  }

  function askPassword() {
    typed = '';
    drawDots();
    show('password');
    element('password-title').focus();
  }

  function type(digit) {
    if (busy || typed.length === 6) {
      return;
    }
    typed += digit;
    drawDots();
    if (typed.length === 6) {
      pay();
    }
  }

  function erase() {
    if (!busy) {
      typed = typed.slice(0, -1);
      drawDots();
    }
  }

  async function post(what, content) {
    const answer = await fetch(here + '/' + what, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(content),
    });
    return answer.json();
  }

  async function pay() {
    busy = true;
    show('password', text('paying'));
    let answer;
    try {
      answer = await post('pay', { password: typed, coupons: ticked().map((box) => box.value) });
    } catch (e) {
      answer = { result: 'retry' };
    }
    busy = false;
    typed = '';
    drawDots();
    if (answer.result === 'ok') {
      order = answer;
      drawAmount();
      succeed();
    } else if (answer.result === 'wrong_password') {
      mistakes++;
      show('password', mistakes < 3 ? text('wrong-password') : text('wrong-password-often', mistakes), true);
    } else if (answer.result === 'retry') {
      show('password', text('unreachable'), true);
    } else if (answer.code === 'COUPONS_TOO_MUCH') {
      show('choose', text('coupons-too-much'), true);
    } else {
      // Something happened to the order meanwhile: show what.
      await look(true);
      if (!outcome) {
        show('choose', text('refused') + ' ' + (answer.message || ''), true);
      }
    }
  }

  function succeed() {
    finish('ok', 'paid', true);
    tell('ok');
    if (body.dataset.redirectUrl) {
      window.setTimeout(leave, BACK_MS);
    }
  }

  function finish(result, key, good) {
    outcome = { result, reason: REASONS[key] || '' };
    element('mark').classList.toggle('mark-closed', !good);
    show('result', text(key));
    element('done').focus();
  }

  async function cancel() {
    tell('cancel', '', true);
    try {
      await post('cancel', {});
    } catch (e) {
      // Nothing hangs on it: the order is as it was.
    }
    show('left', text('cancelled'));
    element('again').focus();
    leave();
  }

  // ------------------------------------------------------------------ what became of the order

  function draw(first) {
    drawBill();
    if (first) {
      drawCoupons();
    }
    drawAmount();
    if (order.state === 'PAID' && first) {
      finish('fail', 'already-paid', true);
    } else if (order.state === 'PAID') {
      // Paid elsewhere while this cashier was open, by the same payer as far as the shop knows.
      succeed();
    } else if (order.state === 'CLOSED') {
      finish('fail', 'closed', false);
    } else if (order.state === 'EXPIRED') {
      finish('fail', 'expired', false);
    } else if (first) {
      show('choose');
    }
  }

  async function look(again) {
    if (outcome || (busy && again)) {
      return;
    }
    try {
      const answer = await fetch(here + '/order');
      const json = await answer.json();
      if (outcome || busy) {
        return;
      }
      if (answer.ok) {
        const first = order === null;
        order = json;
        draw(first);
      } else {
        finish('fail', 'gone', false);
      }
    } catch (e) {
      if (order === null) {
        show('loading', text('unreachable'), true);
      }
    }
  }

  element('pay').addEventListener('click', askPassword);
  element('back').addEventListener('click', () => show('choose'));
  element('delete').addEventListener('click', erase);
  element('cancel').addEventListener('click', cancel);
  element('again').addEventListener('click', () => show('choose'));
  element('done').addEventListener('click', () => {
    tell(outcome.result, outcome.reason, true);
    leave();
  });
  document.querySelectorAll('[data-key]').forEach((key) =>
    key.addEventListener('click', () => type(key.dataset.key)));
  document.addEventListener('keydown', (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) {
      return;
    }
    if (event.key === 'Escape' && !element('cancel').hidden) {
      cancel();
    } else if (phone.dataset.view === 'password' && /^[0-9]$/.test(event.key)) {
      type(event.key);
    } else if (phone.dataset.view === 'password' && event.key === 'Backspace') {
      erase();
    }
  });
  window.setInterval(() => {
    if (document.visibilityState === 'visible') {
      look(true);
    }
  }, LOOK_AGAIN_MS);
  look(false);
})();
