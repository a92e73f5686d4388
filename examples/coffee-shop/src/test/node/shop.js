'use strict';

// Steps that guests take.
const { scenario, password } = require('../../../../../simulator/src/test/node/browser');
const { seen } = require('../../../../../simulator/src/test/node/seen');

/** The simulator's cashier over the page. */
const cashier = (page) => page.frameLocator('[data-testid=paybell-cashier] iframe');

/** Chooses a drink and its size, and orders it. */
const order = async ({ page, by, shop }, drink, size) => {
  await page.goto(`${shop}/`);
  await by(`drink-${drink}`).click();
  await by(`size-${size}`).check();
  await by('order').click();
  await by('ticket').waitFor();
};

/** Pays in the cashier. */
const pay = async ({ page, by }) => {
  await by('pay').click();
  await cashier(page).getByTestId('pay').click();
  await password(cashier(page), '123456');
  await by('paybell-cashier').waitFor({ state: 'detached' });
};

module.exports = { cashier, order, pay, password, scenario, seen };
