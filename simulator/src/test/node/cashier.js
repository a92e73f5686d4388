'use strict';

// A payer at the cashier, on a phone.
const { seen } = require('./seen');
const { scenario, password } = require('./browser');

const PHONE = {
  viewport: { width: 390, height: 844 },
  isMobile: true,
  hasTouch: true,
  locale: 'zh-CN',
};

scenario(PHONE, async ({ page, shot, by, wechat, shop }) => {
  const place = async (outTradeNo, description) => {
    const order = new URLSearchParams({ out_trade_no: outTradeNo, description });
    return (await (await fetch(`${shop}/order?${order}`)).json()).prepay_id;
  };
  const prepayId = await place('CASHIER-01', '燕麦拿铁 大杯');
  await page.goto(`${wechat}/cashier/${prepayId}`);

  await by('pay').waitFor();
  seen('amount', await by('amount').textContent());
  await shot('cashier-1-order');

  const coupons = page.getByTestId(/^coupon-/);
  await coupons.nth(0).check();
  await coupons.nth(1).check();
  seen('amount with coupons', await by('amount').textContent());
  await shot('cashier-2-coupons');

  await by('pay').click();
  await password(page, '000000');
  await by('message').filter({ hasText: '密码错误' }).waitFor();
  seen('wrong password', await by('message').textContent());
  await shot('cashier-3-wrong-password');

  await password(page, '135790');
  await by('done').waitFor();
  seen('paid', await by('message').textContent());
  await shot('cashier-4-paid');

  await page.goto(`${wechat}/cashier/${prepayId}?lang=en`);
  await by('done').waitFor();
  seen('in English', await by('message').textContent());
  await shot('cashier-5-already-paid-en');

  await page.goto(`${wechat}/cashier/${await place('CASHIER-02', '<i>Latte</i> & "cake"')}?lang=en`);
  await page.getByText('<i>Latte</i> & "cake"').waitFor();
  await by('cancel').click();
  await by('again').waitFor();
  seen('cancelled', await by('message').textContent());
  await shot('cashier-6-cancelled-en');
});
