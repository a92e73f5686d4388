'use strict';

const { cashier, pay, scenario, seen } = require('./shop');

const PHONE = { viewport: { width: 390, height: 844 }, locale: 'zh-CN', hasTouch: true };

/** Texts whose contrast with what is behind them is below WCAG AA. */
const tooFaint = (page) => page.evaluate(() => {
  const rgb = (colour) => (colour.match(/[\d.]+/g) || []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((c) => c / 255)
    .map((c) => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
    .reduce((sum, c, i) => sum + c * [0.2126, 0.7152, 0.0722][i], 0);
  const behind = (element) => {
    for (let it = element; it; it = it.parentElement) {
      const [r, g, b, a] = rgb(getComputedStyle(it).backgroundColor);
      if (a === undefined || a === 1) {
        return [r, g, b];
      }
    }
    return [255, 255, 255];
  };
  return Array.from(document.querySelectorAll('main *, header *'))
    .filter((element) => Array.from(element.childNodes).some((node) => node.nodeType === 3 && node.textContent.trim()))
    .filter((element) => element.getClientRects().length > 0 && !element.disabled)
    .map((element) => {
      const style = getComputedStyle(element);
      const [one, two] = [light(rgb(style.color)), light(behind(element))].sort((a, b) => b - a);
      const large = parseFloat(style.fontSize) >= 24 || (parseFloat(style.fontSize) >= 18.66 && Number(style.fontWeight) >= 700);
      return { text: element.textContent, ratio: (one + 0.05) / (two + 0.05), needed: large ? 3 : 4.5 };
    })
    .filter(({ ratio, needed }) => ratio < needed);
});

scenario(PHONE, async (at) => {
  const { page, by, shot, shop } = at;
  const faint = [];
  const check = async () => {
    for (const colorScheme of ['dark', 'light']) {
      await page.emulateMedia({ colorScheme });
      faint.push(...await tooFaint(page));
    }
  };

  await page.goto(`${shop}/`);
  await by('drink-LATTE').waitFor();
  await shot('shop-1-menu');
  await check();
  await by('drink-CAPPUCCINO').click();
  await by('size-LARGE').check();
  await shot('shop-2-choice');
  await by('order').click();
  await by('pay').waitFor();
  seen('amount', await by('amount').textContent());
  await check();

  await by('pay').click();
  await cashier(page).getByTestId('cancel').click();
  await by('remark').waitFor();
  seen('cancelled', await by('remark').textContent());
  seen('pay again', await by('pay').textContent());
  await shot('shop-3-cancelled');
  await check();

  await pay(at);
  await by('number').waitFor();
  seen('number', await by('number').textContent());
  seen('state', await by('state').textContent());
  await shot('shop-4-paid');
  await check();
  await page.emulateMedia({ colorScheme: 'dark' });
  await shot('shop-5-paid-dark');
  await page.emulateMedia({ colorScheme: 'light' });

  await by('to-mine').click();
  await by('mine').first().waitFor();
  seen('history', await by('mine').first().textContent());
  await shot('shop-6-history');
  await check();
  seen('wider than a phone', await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth));
  await by('language').click();
  await by('mine').first().click();
  await by('state').waitFor();
  seen('in English', await by('state').textContent());

  await page.goto(`${shop}/bar`);
  await by('refund-42').waitFor();
  await shot('shop-7-bar');
  await check();
  await by('refund-42').click();
  await by('refund-42').click();
  await by('state-42').filter({ hasText: /^Refunded$/ }).waitFor();
  seen('refunded', await by('state-42').textContent());
  await shot('shop-8-refunded');

  // Without a pointer.
  await page.goto(`${shop}/`);
  await by('drink-LATTE').focus();
  await page.keyboard.press('Enter');
  await by('order').waitFor();
  await by('order').focus();
  await page.keyboard.press('Enter');
  await by('pay').waitFor();
  await by('pay').focus();
  await page.keyboard.press('Enter');
  await cashier(page).getByTestId('pay').waitFor();
  await cashier(page).getByTestId('pay').press('Enter');
  await cashier(page).getByTestId('key-1').waitFor();
  await page.keyboard.type('123456');
  await by('number').waitFor();
  seen('by keyboard', await by('number').textContent());

  seen('too faint', faint);
});
