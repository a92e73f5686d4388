package io.github.paybell.spring.autoconfigure;

import com.github.binarywang.wxpay.bean.notify.SignatureHeader;
import com.github.binarywang.wxpay.bean.notify.WxPayNotifyV3Response;
import com.github.binarywang.wxpay.config.WxPayConfig;
import com.github.binarywang.wxpay.exception.WxPayException;
import com.github.binarywang.wxpay.service.WxPayService;
import com.github.binarywang.wxpay.service.impl.WxPayServiceImpl;
import io.github.paybell.spring.ExpectedOrder;
import io.github.paybell.spring.OrderBook;
import io.github.paybell.spring.Paybell;
import io.github.paybell.spring.PaymentEvent;
import io.github.paybell.spring.PaymentListener;
import jakarta.servlet.http.HttpServletRequest;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/**
 * A shop that has lived with WxJava and comes to Paybell. One key, {@code
 * paybell.listener.enabled}, says which of the two acts.
 */
@Configuration(proxyBeanMethods = false)
@Import(PlainShop.class)
class MigratingShop {
  static final String OLD_PATH = "/wx/pay/notify";

  /** Of which the old code's first attempt fails. */
  static final Set<String> STUMBLES = ConcurrentHashMap.newKeySet();

  /** In which the old and the new code meet, so both must look and mark in one statement. */
  static final Set<String> GUARDED = ConcurrentHashMap.newKeySet();

  /** False: Paybell is not there yet for the old code. */
  static volatile boolean handsOver;

  /** Made once, before the shop starts. No key on what is fulfilled: a second time must be seen. */
  static void tables(JdbcTemplate jdbc) {
    jdbc.execute(
        "create table shop_order (out_trade_no varchar(32) primary key, fen bigint not null, state"
            + " varchar(8) not null, transaction_id varchar(32), made_at timestamp not null)");
    jdbc.execute(
        "create table fulfilment (out_trade_no varchar(32) not null, by_whom varchar(8) not null)");
  }

  /** As it was before, but for the two places that name Paybell. */
  @RestController
  static class OldController {
    private final WxPayService wxJava;
    private final JdbcTemplate jdbc;
    private final TransactionTemplate transaction;
    private final Paybell paybell;
    private final boolean paybellActs;

    OldController(
        WxPayService wxJava,
        JdbcTemplate jdbc,
        PlatformTransactionManager manager,
        Paybell paybell,
        @Value("${paybell.listener.enabled}") boolean paybellActs) {
      this.wxJava = wxJava;
      this.jdbc = jdbc;
      transaction = new TransactionTemplate(manager);
      this.paybell = paybell;
      this.paybellActs = paybellActs;
    }

    @PostMapping(OLD_PATH)
    ResponseEntity<byte[]> notified(
        HttpServletRequest request,
        @RequestHeader MultiValueMap<String, String> headers,
        @RequestBody byte[] body)
        throws WxPayException {
      if (paybellActs) {
        return handedOver(headers, body);
      }
      var result = wxJava.parseOrderNotifyV3Result(text(body), header(request)).getResult();
      if (STUMBLES.remove(result.getOutTradeNo())) {
        throw new IllegalStateException("the old code has a bad day");
      }
      transaction.executeWithoutResult(
          status -> {
            if (jdbc.update(
                    "update shop_order set state = 'paid', transaction_id = ? where out_trade_no ="
                        + " ? and state = 'new'",
                    result.getTransactionId(),
                    result.getOutTradeNo())
                == 1) {
              jdbc.update("insert into fulfilment values (?, 'old')", result.getOutTradeNo());
            }
          });
      if (handsOver) {
        handedOver(headers, body);
      }
      return ResponseEntity.ok(
          WxPayNotifyV3Response.success("成功").getBytes(StandardCharsets.UTF_8));
    }

    private ResponseEntity<byte[]> handedOver(MultiValueMap<String, String> headers, byte[] body) {
      var reply = paybell.receive("shop", headers, body);
      var answer = ResponseEntity.status(reply.status());
      if (reply.contentType() != null) {
        answer.header("Content-Type", reply.contentType());
      }
      return answer.body(reply.body());
    }

    private static SignatureHeader header(HttpServletRequest request) {
      var header = new SignatureHeader();
      header.setTimeStamp(request.getHeader("Wechatpay-Timestamp"));
      header.setNonce(request.getHeader("Wechatpay-Nonce"));
      header.setSignature(request.getHeader("Wechatpay-Signature"));
      header.setSerial(request.getHeader("Wechatpay-Serial"));
      return header;
    }

    private static String text(byte[] body) {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /**
   * The new code. But for {@link #GUARDED} it does not look whether the order is paid already:
   * Paybell must know.
   */
  record Kitchen(JdbcTemplate jdbc) implements PaymentListener {
    @Override
    public void paymentSucceeded(PaymentEvent paid) {
      if (jdbc.update(
              "update shop_order set state = 'paid', transaction_id = ? where out_trade_no = ?"
                  + (GUARDED.contains(paid.outTradeNo()) ? " and state = 'new'" : ""),
              paid.transactionId(),
              paid.outTradeNo())
          == 1) {
        jdbc.update("insert into fulfilment values (?, 'paybell')", paid.outTradeNo());
      }
    }
  }

  record Book(JdbcTemplate jdbc) implements OrderBook {
    @Override
    public Optional<ExpectedOrder> find(String account, String outTradeNo) {
      return jdbc
          .query(
              "select fen, state, transaction_id from shop_order where out_trade_no = ?",
              (row, i) -> {
                var order = ExpectedOrder.of(outTradeNo, row.getLong("fen"));
                return row.getString("state").equals("paid")
                    ? order.settledBy(row.getString("transaction_id"))
                    : order;
              },
              outTradeNo)
          .stream()
          .findFirst();
    }

    @Override
    public Stream<ExpectedOrder> unpaid(String account, Instant since) {
      return jdbc
          .query(
              "select out_trade_no, fen from shop_order where state = 'new' and made_at >= ?",
              (row, i) -> ExpectedOrder.of(row.getString("out_trade_no"), row.getLong("fen")),
              Timestamp.from(since))
          .stream();
    }
  }

  @Bean
  WxPayService wxJava(@Value("${paybell.wechat.base-url}") URI wechat) {
    var merchant = RunningShop.MERCHANT;
    var config = new WxPayConfig();
    config.setAppId(merchant.appid());
    config.setMchId(merchant.mchid());
    config.setApiV3Key(merchant.apiV3Key());
    config.setCertSerialNo(merchant.merchantSerial());
    config.setPrivateKeyContent(bytes(merchant.merchantPrivateKey()));
    config.setPrivateCertContent(bytes(merchant.merchantCertificate()));
    // It downloads certificates with a client that nothing but a proxy can lead to the simulator.
    config.setApiHostUrl("http://api.mch.weixin.qq.com");
    config.setHttpProxyHost("127.0.0.1");
    config.setHttpProxyPort(wechat.getPort());
    var service = new WxPayServiceImpl();
    service.setConfig(config);
    return service;
  }

  private static byte[] bytes(String pem) {
    return pem.getBytes(StandardCharsets.UTF_8);
  }

  @Bean
  Kitchen kitchen(JdbcTemplate jdbc) {
    return new Kitchen(jdbc);
  }

  @Bean
  Book book(JdbcTemplate jdbc) {
    return new Book(jdbc);
  }
}
