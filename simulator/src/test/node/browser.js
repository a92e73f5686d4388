'use strict';

const path = require('path');
const { chromium } = require('playwright-core');
const { seen, run } = require('./seen');

const QUIET = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-proxy-server',
];
const PATIENCE_MS = 120000;

/**
 * Runs a scenario in a browser.
 *
 * @param look size, language and the like of the pages
 * @param scenario gets {page, shot, by, wechat, shop, errors}: a page, a function that takes a
 *     screenshot, a function that finds by data-testid, and the addresses
 */
exports.scenario = (look, scenario) =>
  run(async (executablePath, pictures, wechat, shop) => {
    const browser = await chromium.launch({ executablePath, args: QUIET });
    try {
      const context = await browser.newContext({ deviceScaleFactor: 1, reducedMotion: 'reduce', ...look });
      context.setDefaultTimeout(PATIENCE_MS);
      const page = await context.newPage();
      const errors = [];
      const said = [];
      page.on('pageerror', (error) => errors.push(String(error)));
      page.on('console', (message) => {
        if (message.type() === 'error') {
          said.push(message.text());
        }
      });
      const shot = (name) => page.screenshot({ path: path.join(pictures, `${name}.png`) });
      try {
        await scenario({ page, shot, by: (id) => page.getByTestId(id), wechat, shop, said });
      } catch (failure) {
        await shot('failed');
        throw new Error(`${failure.stack}\npage errors: ${errors.join('\n')}\nconsole: ${said.join('\n')}`);
      }
      seen('errors', errors);
    } finally {
      await browser.close();
    }
  });

/** Presses the keys of the cashier's number pad. */
exports.password = async (where, digits) => {
  for (const digit of digits) {
    await where.getByTestId(`key-${digit}`).click();
  }
};
