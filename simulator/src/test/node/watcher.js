'use strict';

// Somebody who watches the simulator while a shop is being built.
const { seen } = require('./seen');
const { scenario } = require('./browser');

const DESKTOP = { viewport: { width: 1280, height: 900 }, locale: 'en-US' };

scenario(DESKTOP, async ({ page, shot, by, wechat, shop }) => {
  const place = async (outTradeNo, description, total, more) => {
    const order = new URLSearchParams({ out_trade_no: outTradeNo, description, total, ...more });
    await fetch(`${shop}/order?${order}`);
  };
  const messageOf = (outTradeNo) =>
    by('messages').locator('> li').filter({ hasText: outTradeNo });
  const attempts = async (outTradeNo, number) => {
    const all = messageOf(outTradeNo).getByTestId('attempt');
    await all.nth(number - 1).waitFor();
    return all.count();
  };

  await page.goto(wechat);
  await page.getByText('No orders yet.').waitFor();
  await shot('watcher-1-empty');

  // Data is text, wherever it comes from.
  await place('INJECTED-1', '<b id="injected">Espresso</b>', 1800);
  await by('order-INJECTED-1').getByText('<b id="injected">Espresso</b>').waitFor();
  seen('elements from a description', await page.locator('#injected').count());

  page.on('dialog', (dialog) => dialog.accept());
  await page.getByRole('button', { name: 'Reset' }).click();
  await by('order-INJECTED-1').waitFor({ state: 'detached' });
  await page.reload();

  // An order appears without reloading.
  await place('COFFEE-1001', 'Espresso', 1800);
  await by('pay-COFFEE-1001').click();
  await by('order-COFFEE-1001').getByText('Paid', { exact: true }).waitFor();
  seen('attempts of the first', await attempts('COFFEE-1001', 1));

  await by('fault-duplicate').click();
  await page.locator('[data-testid=fault-duplicate][aria-checked=true]').waitFor();
  await place('COFFEE-1002', 'Cappuccino', 2600, { api: 'V2' });
  await by('pay-COFFEE-1002').click();
  seen('attempts of the second', await attempts('COFFEE-1002', 2));
  await messageOf('COFFEE-1002').getByRole('button', { name: 'Send again' }).click();
  seen('attempts after resending', await attempts('COFFEE-1002', 3));
  await by('fault-duplicate').click();
  await page.locator('[data-testid=fault-duplicate][aria-checked=false]').waitFor();

  // The shop accepts everything, a forgery too; that is what the warning is for.
  await place('COFFEE-1003', 'Oat latte', 3200);
  await by('choose-COFFEE-1003').click();
  await by('fault-pay-tampered-amount').click();
  await by('pay-COFFEE-1003').click();
  await messageOf('COFFEE-1003').getByTestId('hole').waitFor();
  await attempts('COFFEE-1003', 2);
  await messageOf('COFFEE-1003').getByTestId('attempt').first().locator('summary').click();
  await messageOf('COFFEE-1003').getByText('TRANSACTION.SUCCESS').waitFor();
  await shot('watcher-2-forgery');
  await messageOf('COFFEE-1003').getByTestId('attempt').first().locator('summary').click();

  await fetch(`${wechat}/pay/unifiedorder`, {
    method: 'POST',
    body:
      '<xml><appid>wx8888888888888888</appid><mch_id>1900000109</mch_id><nonce_str>b2f9</nonce_str>' +
      '<body>Ristretto</body><out_trade_no>COFFEE-1004</out_trade_no><total_fee>1900</total_fee>' +
      '<spbill_create_ip>192.0.2.7</spbill_create_ip><notify_url>http://127.0.0.1/notify</notify_url>' +
      '<trade_type>NATIVE</trade_type><sign>0123456789ABCDEF0123456789ABCDEF</sign></xml>',
  });
  const note = by('requests').getByTestId('note').first();
  await note.waitFor();
  seen('note', await note.textContent());

  await place('COFFEE-1005', 'Mocha', 3000, { notify: '/notify/down' });
  await by('pay-COFFEE-1005').click();
  await messageOf('COFFEE-1005').getByText(/next attempt in \d+ s/).waitFor();

  await place('COFFEE-1006', 'Flat white', 2800);
  await by('order-COFFEE-1006').getByRole('button', { name: 'COFFEE-1006' }).click();
  await shot('watcher-3');
  await by('language').click();
  await by('order-COFFEE-1006').getByRole('button', { name: '支付', exact: true }).waitFor();
  await shot('watcher-4-zh');

  // The choice is remembered.
  await page.reload();
  await by('order-COFFEE-1006').getByRole('button', { name: '支付', exact: true }).waitFor();
  seen('language', await page.locator('html').getAttribute('lang'));

  // By hand, time stands until it is moved.
  await page.getByRole('radio', { name: '手动' }).check({ force: true });
  const shown = () => page.locator('#time').getAttribute('datetime');
  const before = await shown();
  await by('advance-3600').click();
  await page.waitForFunction(
    (from) => Date.parse(document.getElementById('time').dateTime) >= Date.parse(from) + 3600000,
    before,
  );

  await page.setViewportSize({ width: 390, height: 844 });
  seen(
    'wider than a phone',
    await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth),
  );
  await shot('watcher-5-phone');
  await page.setViewportSize(DESKTOP.viewport);
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot('watcher-6-dark');
});
