'use strict';

const { order, pay, scenario, seen } = require('./shop');

const DESKTOP = { viewport: { width: 1280, height: 820 }, locale: 'en-GB' };

scenario(DESKTOP, async (at) => {
  const { page, by, shot } = at;
  const number = async () => {
    await by('number').waitFor();
    return by('number').textContent();
  };
  const wish = (what) => by(`wish-${what}`).check();

  await order(at, 'LATTE', 'MEDIUM');
  await pay(at);
  seen('pay', await number());
  await by('line-payment.succeeded').waitFor();
  await shot('story-1-pay');

  await order(at, 'CAPPUCCINO', 'LARGE');
  await wish('twice');
  await pay(at);
  seen('pay twice', await number());
  await by('line-refund.succeeded').waitFor();
  await by('twice').filter({ hasText: 'was returned' }).waitFor();
  seen('paid twice', await by('twice').textContent());
  await shot('story-2-twice');

  await order(at, 'MOCHA', 'SMALL');
  await wish('lost');
  await pay(at);
  await by('waiting').waitFor();
  await shot('story-3-waiting');
  seen('lost', await number());
  await by('line-asked').waitFor();
  seen('lost, told', await by('line-asked').textContent());
  await shot('story-3-lost');

  await order(at, 'MATCHA_LATTE', 'MEDIUM');
  await wish('tampered-amount');
  await pay(at);
  seen('tampered', await number());
  await by('line-tampered-amount').waitFor();
  seen('tampered, told', await by('line-tampered-amount').textContent());
  await shot('story-4-tampered');
});
