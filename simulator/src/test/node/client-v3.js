'use strict';

// A shop with API v3 on wechatpay-axios-plugin, as its documentation shows it; only baseURL is ours.
const crypto = require('crypto');
const { Wechatpay, Rsa, Aes, Formatter } = require('wechatpay-axios-plugin');
const { seen, run, sim } = require('./seen');
const shop = require('./shop');

run(async (base) => {
  const ask = sim(base);
  const merchant = await ask('GET', '/merchants/default');
  const { mchid, appid } = merchant;
  const client = (certs) =>
    new Wechatpay({
      baseURL: `${base}/`,
      mchid,
      serial: merchant.merchant_serial,
      privateKey: merchant.merchant_private_key,
      certs,
    });

  // Public-key mode first: it needs no certificate to begin with.
  const beginning = client({ [merchant.public_key_id]: merchant.public_key });
  const { data: listed } = await beginning.v3.certificates.get({
    headers: { 'Wechatpay-Serial': merchant.public_key_id },
  });
  const certs = Object.fromEntries(
    listed.data.map(({ serial_no: serial, encrypt_certificate: it }) => [
      serial,
      Aes.AesGcm.decrypt(it.ciphertext, merchant.api_v3_key, it.nonce, it.associated_data),
    ]),
  );
  seen('certificates', Object.keys(certs));

  const wxpay = client(certs);
  const receiver = await shop.open(({ headers, body }) => {
    const signature = headers['wechatpay-signature'];
    const certificate = certs[headers['wechatpay-serial']];
    // The client's helper throws where either is missing, so that is for the shop to look at.
    const verified =
      Boolean(signature && certificate) &&
      Rsa.verify(
        Formatter.response(headers['wechatpay-timestamp'], headers['wechatpay-nonce'], body),
        signature,
        certificate,
      );
    if (!verified) {
      return { status: 401, body: '{"code":"FAIL","message":"签名错误"}', made: { verified } };
    }
    const { event_type: event, resource } = JSON.parse(body);
    const plain = Aes.AesGcm.decrypt(
      resource.ciphertext,
      merchant.api_v3_key,
      resource.nonce,
      resource.associated_data,
    );
    return { status: 204, made: { verified, event, resource: JSON.parse(plain) } };
  });

  const order = (out_trade_no, more) => ({
    appid,
    mchid,
    description: '一杯咖啡',
    out_trade_no,
    notify_url: receiver.url,
    amount: { total: 880, currency: 'CNY' },
    ...more,
  });
  const query = async (out_trade_no) =>
    (await wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.get({ params: { mchid }, out_trade_no }))
      .data;
  const close = (out_trade_no) =>
    wxpay.v3.pay.transactions.outTradeNo.$out_trade_no$.close.post({ mchid }, { out_trade_no });
  const pay = async (out_trade_no, faults) => {
    await ask('POST', `/orders/${mchid}/${out_trade_no}/pay`, { faults });
    await ask('POST', '/clock/advance', { seconds: 2 });
  };

  const jsapi = await wxpay.v3.pay.transactions.jsapi.post(
    order('NODEv3JSAPI01', { payer: { openid: merchant.openid } }),
  );
  seen('jsapi', jsapi.data);
  seen('native', (await wxpay.v3.pay.transactions.native.post(order('NODEv3NATIVE1'))).data);
  seen('unpaid', await query('NODEv3JSAPI01'));

  await pay('NODEv3JSAPI01', []);
  seen('notified', receiver.received.splice(0));
  seen('paid', await query('NODEv3JSAPI01'));

  seen('closed', { status: (await close('NODEv3NATIVE1')).status, order: await query('NODEv3NATIVE1') });
  const failure = ({ response: { status, data } }) => ({ status, ...data });
  seen('closed too late', await close('NODEv3JSAPI01').catch(failure));

  for (const fault of ['tampered-amount', 'unsigned', 'wrong-key', 'probe', 'duplicate']) {
    const out_trade_no = `NODEv3-${fault}`;
    await wxpay.v3.pay.transactions.native.post(order(out_trade_no));
    await pay(out_trade_no, [fault]);
    // Whatever the fault: the genuine notification comes in the end, within the first retries.
    await ask('POST', '/clock/advance', { seconds: 60 });
    seen(fault, receiver.received.splice(0));
  }

  const asked = await wxpay.v3.refund.domestic.refunds.post({
    out_trade_no: 'NODEv3JSAPI01',
    out_refund_no: 'NODEv3REFUND1',
    reason: '洒了',
    notify_url: receiver.url,
    amount: { refund: 300, total: 880, currency: 'CNY' },
  });
  seen('refund', asked.data);
  await ask('POST', '/clock/advance', { seconds: 5 });
  seen('refund notified', receiver.received.splice(0));
  seen(
    'refunded',
    (await wxpay.v3.refund.domestic.refunds.$out_refund_no$.get({ out_refund_no: 'NODEv3REFUND1' })).data,
  );

  // The client's bill reader drops three bytes for a byte order mark, so it needs one.
  await ask('PUT', '/rules', { 'bill-bom': true });
  const day = (await query('NODEv3JSAPI01')).success_time.slice(0, 10);
  await ask('POST', '/clock/advance', { seconds: 36 * 3600 });
  const { data: bill } = await wxpay.v3.bill.tradebill.get({ params: { bill_date: day } });
  // The link names WeChat Pay's host; the client asks its own base for the same path and token.
  const link = new URL(bill.download_url);
  const { data: file } = await wxpay.v3.billdownload.file.get({
    params: Object.fromEntries(link.searchParams),
    responseType: 'arraybuffer',
  });
  seen('bill', {
    hash_type: bill.hash_type,
    hash_value: bill.hash_value,
    sha1: crypto.createHash('sha1').update(file).digest('hex'),
    ...Formatter.castCsvBill(file),
  });
  await ask('PUT', '/rules', { 'bill-bom': false });

  const forged = new Wechatpay({
    baseURL: `${base}/`,
    mchid,
    serial: merchant.merchant_serial,
    privateKey: crypto.generateKeyPairSync('rsa', {
      modulusLength: 2048,
      privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
      publicKeyEncoding: { type: 'spki', format: 'pem' },
    }).privateKey,
    certs,
  });
  seen(
    'wrong merchant key',
    await forged.v3.pay.transactions.native.post(order('NODEv3FORGED1')).catch(failure),
  );
});
