/*
 * For development: stands in for the payment of WeChat's own browser.
 *
 *   <script src="http://127.0.0.1:9090/pay.js"></script>
 *
 * gives a page WeixinJSBridge.invoke('getBrandWCPayRequest', …), wx.chooseWXPay(…) and, for mini
 * programs that run in a browser, wx.requestPayment(…). The parameters are checked as WeChat
 * checks them, then the simulator's cashier opens. What exists already is left as it is, so inside
 * WeChat this script does nothing.
 */
(function () {
  'use strict';

  var script = document.currentScript;
  var base = script && script.src ? new URL(script.src).origin : '{{base-url}}';
  var NAMES = ['appId', 'timeStamp', 'nonceStr', 'package', 'signType', 'paySign'];
  // The payer sees the result for a moment before the shop's page goes on.
  var LINGER_MS = 1200;
  var open = false;

  /** Checks and pays; outcome(result, description) is called once. */
  function start(via, given, outcome) {
    if (open) {
      outcome('fail', '支付正在进行中');
      return;
    }
    open = true;
    var parameters = {};
    NAMES.forEach(function (name) {
      if (given && given[name] !== undefined) {
        parameters[name] = given[name];
      }
    });
    function end(result, description) {
      open = false;
      outcome(result, description);
    }
    fetch(base + '/pay.js/check', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify({ via: via, url: window.location.href, parameters: parameters })
    }).then(function (answer) {
      return answer.json();
    }).then(function (answer) {
      if (answer.result === 'ok') {
        show(base + answer.cashier, end);
      } else {
        console.error('[pay.js] ' + answer.err_desc + '\n' + answer.explanation +
            (answer.string_to_sign ? '\nstring_to_sign:\n' + answer.string_to_sign : ''));
        end('fail', answer.err_desc);
      }
    }, function (failure) {
      console.error('[pay.js] ' + base + ' does not answer', failure);
      end('fail', '网络异常，请检查模拟器是否已启动');
    });
  }

  function style(element, properties) {
    // One by one: a page's own security policy may forbid style attributes.
    Object.keys(properties).forEach(function (name) {
      element.style[name] = properties[name];
    });
    return element;
  }

  /** The cashier over the page, the size of a phone. */
  function show(address, end) {
    var before = document.activeElement;
    var overlay = style(document.createElement('div'), {
      position: 'fixed', top: '0', right: '0', bottom: '0', left: '0', zIndex: '2147483647',
      display: 'flex', alignItems: 'center', justifyContent: 'center',
      background: 'rgba(10, 18, 30, 0.55)'
    });
    overlay.setAttribute('data-testid', 'paybell-cashier');
    overlay.setAttribute('role', 'dialog');
    overlay.setAttribute('aria-modal', 'true');
    overlay.setAttribute('aria-label', '收银台 Cashier');
    var small = window.innerWidth <= 480;
    var frame = style(document.createElement('iframe'), {
      width: small ? '100%' : '390px', height: small ? '100%' : 'min(844px, 94vh)',
      border: '0', borderRadius: small ? '0' : '24px', background: '#fff',
      boxShadow: '0 20px 60px rgba(0, 0, 0, 0.35)'
    });
    frame.title = '收银台 Cashier';
    frame.src = address;
    overlay.appendChild(frame);

    var result = '';
    var reason = '';
    function close() {
      window.removeEventListener('message', hear);
      window.clearTimeout(timer);
      overlay.remove();
      if (before && before.focus) {
        before.focus();
      }
      end(result, reason);
    }
    var timer;
    function hear(event) {
      var data = event.data;
      if (event.source !== frame.contentWindow || !data || data.type !== 'paybell-cashier') {
        return;
      }
      result = data.result;
      reason = data.reason || '';
      if (data.done) {
        close();
      } else {
        timer = window.setTimeout(close, LINGER_MS);
      }
    }
    window.addEventListener('message', hear);
    document.body.appendChild(overlay);
    frame.focus();
  }

  // ------------------------------------------------------------------ in WeChat's browser

  function invoke(name, given, callback) {
    var answer = callback || function () {};
    if (name !== 'getBrandWCPayRequest') {
      answer({ err_msg: 'system:function_not_exist' });
      return;
    }
    start('getBrandWCPayRequest', given, function (result, description) {
      var told = { err_msg: 'get_brand_wcpay_request:' + result };
      if (result === 'fail') {
        told.err_desc = description;
      }
      answer(told);
    });
  }

  if (typeof window.WeixinJSBridge === 'undefined') {
    window.WeixinJSBridge = { invoke: invoke, on: function () {}, call: function () {}, log: function () {} };
    var ready = function () {
      document.dispatchEvent(new Event('WeixinJSBridgeReady'));
    };
    if (document.readyState === 'loading') {
      document.addEventListener('DOMContentLoaded', ready);
    } else {
      window.setTimeout(ready, 0);
    }
  }

  // ------------------------------------------------------------------ JS-SDK and mini programs

  function call(handler, value) {
    if (typeof handler === 'function') {
      handler(value);
    }
  }

  function chooseWXPay(options) {
    var given = {};
    Object.keys(options).forEach(function (name) {
      // The JS-SDK alone spells it in lower case, and passes it on in WeChat's spelling.
      given[name === 'timestamp' ? 'timeStamp' : name] = options[name];
    });
    if (typeof given.timeStamp === 'number') {
      given.timeStamp = String(given.timeStamp);
    }
    start('chooseWXPay', given, function (result, description) {
      var told = { errMsg: 'chooseWXPay:' + result + (result === 'fail' ? ' ' + description : '') };
      call(result === 'ok' ? options.success : result === 'cancel' ? options.cancel : options.fail, told);
      call(options.complete, told);
    });
  }

  function requestPayment(options) {
    function run(success, fail) {
      start('requestPayment', options, function (result, description) {
        var told = {
          errMsg: 'requestPayment:' +
            (result === 'ok' ? 'ok' : 'fail ' + (result === 'cancel' ? 'cancel' : description))
        };
        (result === 'ok' ? success : fail)(told);
        call(options.complete, told);
      });
    }
    if (options.success || options.fail || options.complete) {
      run(function (told) { call(options.success, told); }, function (told) { call(options.fail, told); });
      return undefined;
    }
    return new Promise(run);
  }

  window.wx = window.wx || {};
  if (!window.wx.chooseWXPay) {
    window.wx.chooseWXPay = chooseWXPay;
  }
  if (!window.wx.requestPayment) {
    window.wx.requestPayment = requestPayment;
  }
})();
