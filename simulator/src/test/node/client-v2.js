'use strict';

// A shop with API v2 on wechatpay-axios-plugin, as its documentation shows it; only baseURL is ours.
const crypto = require('crypto');
const { Wechatpay, Aes, Hash, Formatter, Transformer } = require('wechatpay-axios-plugin');
const { seen, run, sim } = require('./seen');
const shop = require('./shop');

run(async (base) => {
  const ask = sim(base);
  const merchant = await ask('GET', '/merchants/default');
  const { mchid, appid } = merchant;
  const wxpay = new Wechatpay({
    baseURL: `${base}/`,
    mchid,
    secret: merchant.v2_key,
    // The client wants the v3 half in any case.
    serial: merchant.merchant_serial,
    privateKey: merchant.merchant_private_key,
    certs: { [merchant.public_key_id]: merchant.public_key },
  });
  const key = Hash.keyObjectFrom(merchant.v2_key);
  const us = { appid, mch_id: mchid };

  const receiver = await shop.open(({ body }) => {
    const message = Transformer.toObject(body);
    const answer = (return_code, return_msg, made) => ({
      status: 200,
      body: Transformer.toXml({ return_code, return_msg }),
      made,
    });
    if (message.req_info) {
      const refund = Transformer.toObject(Aes.AesEcb.decrypt(message.req_info, Hash.md5(key)));
      return answer('SUCCESS', 'OK', { refund });
    }
    const type = message.sign && message.sign.length === 64 ? Hash.ALGO_HMAC_SHA256 : Hash.ALGO_MD5;
    const verified = Hash.equals(Hash.sign(type, message, key), message.sign);
    return verified
      ? answer('SUCCESS', 'OK', { verified, message })
      : answer('FAIL', '签名失败', { verified });
  });

  const order = (out_trade_no, more) => ({
    ...us,
    body: '一杯咖啡 & <糖>',
    out_trade_no,
    total_fee: 880,
    spbill_create_ip: '192.0.2.7',
    notify_url: receiver.url,
    trade_type: 'NATIVE',
    product_id: 'coffee',
    ...more,
  });
  const query = async (out_trade_no) => (await wxpay.v2.pay.orderquery.post({ ...us, out_trade_no })).data;
  const failure = ({ message, response }) => ({ message, ...(response && response.data) });
  const pay = async (out_trade_no, faults) => {
    await ask('POST', `/orders/${mchid}/${out_trade_no}/pay`, { faults });
    await ask('POST', '/clock/advance', { seconds: 2 });
  };

  seen(
    'jsapi',
    (
      await wxpay.v2.pay.unifiedorder.post(
        order('NODEv2JSAPI01', { trade_type: 'JSAPI', openid: merchant.openid }),
      )
    ).data,
  );
  seen(
    'native',
    (await wxpay.v2.pay.unifiedorder.post(order('NODEv2NATIVE1', { sign_type: Hash.ALGO_HMAC_SHA256 }))).data,
  );
  seen('unpaid', await query('NODEv2JSAPI01'));

  await pay('NODEv2JSAPI01', []);
  seen('notified', receiver.received.splice(0));
  seen('paid', await query('NODEv2JSAPI01'));

  await pay('NODEv2NATIVE1', []);
  seen('notified by HMAC-SHA256', receiver.received.splice(0));

  await wxpay.v2.pay.unifiedorder.post(order('NODEv2CLOSED1'));
  await wxpay.v2.pay.closeorder.post({ ...us, out_trade_no: 'NODEv2CLOSED1' });
  seen('closed', await query('NODEv2CLOSED1'));
  seen(
    'closed too late',
    await wxpay.v2.pay.closeorder.post({ ...us, out_trade_no: 'NODEv2JSAPI01' }).catch(failure),
  );

  for (const fault of ['tampered-amount', 'unsigned', 'wrong-key', 'duplicate']) {
    const out_trade_no = `NODEv2-${fault}`;
    await wxpay.v2.pay.unifiedorder.post(order(out_trade_no));
    await pay(out_trade_no, [fault]);
    // Whatever the fault: the genuine notification comes in the end, within the first retries.
    await ask('POST', '/clock/advance', { seconds: 60 });
    seen(fault, receiver.received.splice(0));
  }

  seen(
    'refund',
    (
      await wxpay.v2.secapi.pay.refund.post(
        {
          ...us,
          out_trade_no: 'NODEv2JSAPI01',
          out_refund_no: 'NODEv2REFUND1',
          total_fee: 880,
          refund_fee: 300,
          refund_desc: '洒了',
          notify_url: receiver.url,
        },
        { security: true },
      )
    ).data,
  );
  await ask('POST', '/clock/advance', { seconds: 5 });
  seen('refund notified', receiver.received.splice(0));
  seen(
    'refunded',
    (await wxpay.v2.pay.refundquery.post({ ...us, out_refund_no: 'NODEv2REFUND1' })).data,
  );

  // The client's bill reader drops three bytes for a byte order mark, so it needs one.
  await ask('PUT', '/rules', { 'bill-bom': true });
  const day = (await query('NODEv2JSAPI01')).time_end.slice(0, 8);
  await ask('POST', '/clock/advance', { seconds: 36 * 3600 });
  const { data: file } = await wxpay.v2.pay.downloadbill.post(
    { ...us, bill_date: day, bill_type: 'ALL' },
    { responseType: 'arraybuffer', transformResponse: [(data) => data] },
  );
  seen('bill', Formatter.castCsvBill(file));
  await ask('PUT', '/rules', { 'bill-bom': false });

  const forged = new Wechatpay({
    baseURL: `${base}/`,
    mchid,
    secret: crypto.randomBytes(16).toString('hex'),
    serial: merchant.merchant_serial,
    privateKey: merchant.merchant_private_key,
    certs: { [merchant.public_key_id]: merchant.public_key },
  });
  seen('wrong key', await forged.v2.pay.unifiedorder.post(order('NODEv2FORGED1')).catch(failure));
});
