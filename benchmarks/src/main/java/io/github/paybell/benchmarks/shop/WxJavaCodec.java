package io.github.paybell.benchmarks.shop;

import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.service.WxPayService;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import io.github.paybell.benchmarks.MerchantFixture;
import java.nio.charset.StandardCharsets;

/** WxJava, used as its documentation shows. */
final class WxJavaCodec implements NotifyCodec {
  private final WxPayService service = new WxPayServiceImpl();

  WxJavaCodec() {
    var config = new WxPayConfig();
    config.setAppId(MerchantFixture.APPID);
    config.setMchId(MerchantFixture.MCHID);
    config.setMchKey(MerchantFixture.V2_KEY);
    service.setConfig(config);
  }

  @Override
  public Payment read(byte[] body) throws Exception {
    var paid = service.parseOrderNotifyResult(new String(body, StandardCharsets.UTF_8));
    return new Payment(
        paid.getAppid(),
        paid.getMchId(),
        paid.getOutTradeNo(),
        paid.getTransactionId(),
        paid.getResultCode(),
        paid.getTotalFee(),
        paid.getCashFee(),
        paid.getFeeType(),
        paid.getTimeEnd(),
        paid.getAttach());
  }
}
