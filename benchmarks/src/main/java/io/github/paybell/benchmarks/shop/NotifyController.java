package io.github.paybell.benchmarks.shop;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** The notify address. */
@RestController
class NotifyController {
  // The library's own WxPayNotifyResponse.success builds an XStream for each answer; a constant is
  // in the shop's favour.
  private static final String SUCCESS =
      "<xml><return_code><![CDATA[SUCCESS]]></return_code>"
          + "<return_msg><![CDATA[OK]]></return_msg></xml>";
  private static final String FAIL =
      "<xml><return_code><![CDATA[FAIL]]></return_code>"
          + "<return_msg><![CDATA[ERROR]]></return_msg></xml>";
  private static final Logger log = LoggerFactory.getLogger(NotifyController.class);

  private final NotifyCodec codec;
  private final Payments payments;

  NotifyController(NotifyCodec codec, Payments payments) {
    this.codec = codec;
    this.payments = payments;
  }

  @PostMapping(path = "/notify/{token}", produces = MediaType.TEXT_XML_VALUE)
  String notify(@RequestBody byte[] body) {
    try {
      payments.record(codec.read(body), body);
      return SUCCESS;
    } catch (Exception e) {
      log.warn("not acknowledged", e);
      return FAIL;
    }
  }
}
