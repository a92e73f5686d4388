'use strict';

// A shop's page that calls the cashier through pay.js.
const { seen } = require('./seen');
const { scenario, password } = require('./browser');

const DESKTOP = { viewport: { width: 1000, height: 900 }, locale: 'zh-CN' };

scenario(DESKTOP, async ({ page, shot, by, shop, said }) => {
  const overlay = by('paybell-cashier');
  const cashier = page.frameLocator('[data-testid=paybell-cashier] iframe');
  const told = async () => {
    await by('result').filter({ hasText: ':' }).waitFor();
    return by('result').textContent();
  };
  const pay = async (button) => {
    await by(button).click();
    await cashier.getByTestId('pay').click();
    await password(cashier, '123456');
    const result = await told();
    await overlay.waitFor({ state: 'detached' });
    return result;
  };

  await page.goto(shop);
  await by('v3').click();
  await cashier.getByTestId('pay').waitFor();
  await shot('shop-1-overlay');
  await cashier.getByTestId('cancel').click();
  seen('cancel', await told());
  await overlay.waitFor({ state: 'detached' });

  seen('v3', await pay('v3'));
  seen('v2', await pay('v2'));
  seen('mini', await pay('mini'));

  said.length = 0;
  await by('wrong').click();
  seen('wrong', await told());
  seen('cashier after a wrong paySign', await overlay.isVisible());
  seen('reason on the console', said.join('\n'));

  await page.goto(`${shop}/login`);
  await by('openid').waitFor();
  seen('openid', await by('openid').textContent());
  seen('state', await by('state').textContent());
});
