package io.github.paybell.benchmarks.shop;

import static java.util.Objects.requireNonNull;

import io.github.paybell.benchmarks.MerchantFixture;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;
import tools.jackson.databind.json.JsonMapper;

/** Records a payment: notification, order, evidence and event, in one transaction. */
@Service
public class Payments {
  private static final DateTimeFormatter TIME_END = DateTimeFormatter.ofPattern("yyyyMMddHHmmss");
  private static final ZoneOffset BEIJING = ZoneOffset.ofHours(8);

  private final JdbcTemplate jdbc;
  private final JsonMapper json;

  private final boolean mysql;

  Payments(JdbcTemplate jdbc, JsonMapper json, @Value("${spring.datasource.url}") String url) {
    this.jdbc = jdbc;
    this.json = json;
    mysql = url.startsWith("jdbc:mysql:");
  }

  /** The order as the judgement needs it. */
  private record Order(
      String tradeState, long amountTotal, String currency, String appid, long version) {}

  /**
   * @throws IllegalStateException if the order is unknown, or differs from the payment
   */
  @Transactional
  public void record(Payment payment, byte[] raw) {
    String account = MerchantFixture.ACCOUNT;
    var now = now();
    var notificationId = nextId();
    String key = "pay:" + payment.transactionId() + ":" + payment.resultCode();
    int inserted =
        jdbc.update(
            """
            insert %s into paybell_notification (id, account, dedupe_key, api, event_type, out_trade_no,
              amount_total, status, verdict, reason, headers, raw, first_seen, last_seen, times_seen)
            values (?, ?, ?, 'v2', 'TRANSACTION.SUCCESS', ?, ?, ?, 'applied', null, null, ?, ?, ?, 1)
            %s
            """
                .formatted(
                    mysql ? "ignore" : "",
                    mysql ? "" : "on conflict (account, dedupe_key) do nothing"),
            notificationId,
            account,
            key,
            payment.outTradeNo(),
            payment.totalFee(),
            payment.resultCode(),
            raw,
            now,
            now);
    if (inserted == 0) {
      jdbc.update(
          """
          update paybell_notification set times_seen = times_seen + 1, last_seen = ?
           where account = ? and dedupe_key = ?
          """,
          now,
          account,
          key);
      return;
    }
    var order =
        jdbc.queryForObject(
            """
            select trade_state, amount_total, currency, appid, version from paybell_order
             where account = ? and out_trade_no = ? for update
            """,
            (row, n) ->
                new Order(
                    row.getString(1),
                    row.getLong(2),
                    row.getString(3),
                    row.getString(4),
                    row.getLong(5)),
            account,
            payment.outTradeNo());
    if (order == null
        || order.amountTotal() != payment.totalFee()
        || !order.currency().equals(payment.feeType())
        || !order.appid().equals(payment.appid())
        || !order.tradeState().equals("NOTPAY")) {
      throw new IllegalStateException("order " + payment.outTradeNo() + " is not as paid");
    }
    String successTime =
        LocalDateTime.parse(requireNonNull(payment.timeEnd()), TIME_END)
            .atOffset(BEIJING)
            .toString();
    long version = order.version() + 1;
    jdbc.update(
        """
        update paybell_order set trade_state = 'SUCCESS', transaction_id = ?, payer_total = ?,
          payer_currency = ?, success_time = ?, version = ?, updated_at = ?
         where account = ? and out_trade_no = ?
        """,
        payment.transactionId(),
        payment.cashFee(),
        payment.feeType(),
        successTime,
        version,
        now,
        account,
        payment.outTradeNo());
    jdbc.update(
        """
        insert into paybell_evidence (account, out_trade_no, id, source, notification_id, kind, mchid,
          appid, transaction_id, trade_state, amount_total, currency, payer_total, payer_currency,
          success_time, confirmed, merchant_known, judgement, learnt_at)
        values (?, ?, ?, 'notification', ?, 'payment', ?, ?, ?, 'SUCCESS', ?, ?, ?, ?, ?, true, true,
          'applied', ?)
        """,
        account,
        payment.outTradeNo(),
        nextId(),
        notificationId,
        payment.mchId(),
        payment.appid(),
        payment.transactionId(),
        payment.totalFee(),
        payment.feeType(),
        payment.cashFee(),
        payment.feeType(),
        successTime,
        now);
    var data = new LinkedHashMap<String, @Nullable Object>();
    data.put("account", account);
    data.put("out_trade_no", payment.outTradeNo());
    data.put("transaction_id", payment.transactionId());
    data.put("trade_state", "SUCCESS");
    data.put("amount", new Amount(payment.totalFee(), payment.feeType()));
    data.put("payer_total", payment.cashFee());
    data.put("success_time", successTime);
    data.put("attach", payment.attach());
    data.put("late", false);
    data.put("duplicate", false);
    jdbc.update(
        """
        insert into paybell_event (id, account, type, subject, version, created_at, data)
        values (?, ?, 'payment.succeeded', ?, ?, ?, ?)
        """,
        nextId(),
        account,
        payment.outTradeNo(),
        version,
        now,
        json.writeValueAsString(data));
  }

  // MySQL's columns are wall clocks and texts.
  private Object now() {
    var now = OffsetDateTime.now(ZoneOffset.UTC);
    return mysql ? now.toLocalDateTime() : now;
  }

  private Object nextId() {
    var id = TimeOrderedId.next();
    return mysql ? id.toString() : id;
  }

  private record Amount(long total, String currency) {}

  /** Version 7 ids, as Paybell's own: random keys would slow the shop's indexes down. */
  private static final class TimeOrderedId {
    static UUID next() {
      var random = ThreadLocalRandom.current();
      long high = (System.currentTimeMillis() << 16) | 0x7000L | (random.nextInt() & 0x0fffL);
      long low = 0x8000000000000000L | (random.nextLong() >>> 2);
      return new UUID(high, low);
    }
  }
}
