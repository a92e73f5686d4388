package io.github.paybell.wechat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.ClientCertificate;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Placed;
import io.github.paybell.engine.calls.Placement;
import io.github.paybell.engine.calls.RefundOrder;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.Evidence;
import io.github.paybell.protocol.v2.V2AnswerFields;
import io.github.paybell.protocol.v2.V2Answers;
import io.github.paybell.wechat.V2Evidence.Question;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.function.Function;
import javax.net.ssl.TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * WeChat Pay by API v2. Calls are signed with the account's newest key; answers are believed if any
 * of its keys proves them. Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011936530">unifiedorder</a>
 */
final class V2Calls implements WechatPay {
  private final V2Http http;
  private final V2Answers answers = new V2Answers();
  private final V2Orders orders;
  private final V2Evidence evidence;
  private final V2Bills bills;

  V2Calls(URI baseUrl, Clock clock) {
    this(new V2Http(baseUrl, new V2Connections(null)), clock);
  }

  /** For tests: whom to trust, and how long to wait. */
  V2Calls(URI baseUrl, Clock clock, TrustManager @Nullable [] trust, Duration patience) {
    this(new V2Http(baseUrl, new V2Connections(trust), patience), clock);
  }

  private V2Calls(V2Http http, Clock clock) {
    this.http = http;
    this.orders = new V2Orders(clock);
    this.evidence = new V2Evidence(clock);
    this.bills = new V2Bills(http, answers);
  }

  @Override
  public Answer<Placed> place(Account account, Placement placement) {
    if (placement.tradeType() == Placement.TradeType.MWEB && placement.payerClientIp() == null) {
      return new Answer.Unable<>("MWEB needs payer_client_ip: the address of the payer's browser");
    }
    return signed(
        account,
        placement.appid(),
        appid ->
            call(
                account,
                "/pay/unifiedorder",
                orders.request(account, placement),
                null,
                fields -> orders.placed(account, placement, fields)));
  }

  @Override
  public Answer<Evidence> query(Account account, String outTradeNo, @Nullable String subMchid) {
    return asked(
        account,
        subMchid,
        outTradeNo,
        asked ->
            call(
                account,
                "/pay/orderquery",
                request(asked).with("out_trade_no", outTradeNo),
                null,
                fields -> evidence.order(asked, fields)));
  }

  @Override
  public Answer<Done> close(Account account, String outTradeNo, @Nullable String subMchid) {
    Answer<Done> answer =
        asked(
            account,
            subMchid,
            outTradeNo,
            asked ->
                call(
                    account,
                    "/pay/closeorder",
                    request(asked).with("out_trade_no", outTradeNo),
                    null,
                    fields -> Done.DONE));
    return answer.refusedWith("ORDERCLOSED") ? new Answer.Given<>(Done.DONE) : answer;
  }

  @Override
  public Answer<Evidence> refund(Account account, RefundOrder refund) {
    ClientCertificate certificate = account.certificate();
    // Without TLS, as at a simulator, none can be shown.
    if (certificate == null && http.secure()) {
      return new Answer.Unable<>(
          "A refund by API v2 needs the merchant's certificate (apiclient_cert.p12): set paybell"
              + ".accounts."
              + account.name()
              + ".v2.certificate");
    }
    return asked(
        account,
        refund.subMchid(),
        refund.outTradeNo(),
        asked ->
            call(
                account,
                "/secapi/pay/refund",
                // One of the two numbers must be sent; this one says which payment of the order.
                request(asked)
                    .with("transaction_id", refund.transactionId())
                    .with("out_refund_no", refund.outRefundNo())
                    .with("total_fee", Long.toString(refund.total()))
                    .with("refund_fee", Long.toString(refund.refund()))
                    .with("refund_fee_type", refund.currency())
                    .with("refund_desc", refund.reason()),
                certificate,
                fields -> evidence.refund(asked, refund.outRefundNo(), fields)));
  }

  @Override
  public Answer<Evidence> queryRefund(
      Account account, String outTradeNo, String outRefundNo, @Nullable String subMchid) {
    return asked(
        account,
        subMchid,
        outTradeNo,
        asked ->
            call(
                account,
                "/pay/refundquery",
                request(asked).with("out_refund_no", outRefundNo),
                null,
                fields -> evidence.queriedRefund(asked, outRefundNo, fields)));
  }

  @Override
  public Answer<Done> bill(Account account, LocalDate day, Path target) {
    return signed(account, anyAppid(account), appid -> bills.download(account, appid, day, target));
  }

  @Override
  public Answer<Map<String, String>> certificates(Account account) {
    return new Answer.Unable<>("API v2 has no platform certificates");
  }

  /** Asks about an order, if the account can sign. */
  private <T> Answer<T> asked(
      Account account,
      @Nullable String subMchid,
      String outTradeNo,
      Function<Question, Answer<T>> call) {
    return signed(
        account,
        anyAppid(account),
        appid -> call.apply(new Question(account, appid, subMchid, outTradeNo)));
  }

  /** Calls, if the account has what every call is signed with. */
  private static <T> Answer<T> signed(
      Account account, @Nullable String appid, Function<String, Answer<T>> call) {
    if (account.v2Keys().isEmpty()) {
      return new Answer.Unable<>(
          "Calls by API v2 are signed with its key: set paybell.accounts."
              + account.name()
              + ".v2.key");
    }
    if (appid == null) {
      return new Answer.Unable<>(
          "Calls by API v2 name an appid: set paybell.accounts." + account.name() + ".appids");
    }
    return call.apply(appid);
  }

  /** The calls about an order do not know its appid; any that is bound to the merchant will do. */
  private static @Nullable String anyAppid(Account account) {
    return account.appids().stream().sorted().findFirst().orElse(null);
  }

  private static V2Request request(Question asked) {
    return new V2Request(asked.account(), asked.appid(), asked.subMchid());
  }

  private <T> Answer<T> call(
      Account account,
      String path,
      V2Request request,
      @Nullable ClientCertificate certificate,
      Function<V2AnswerFields, T> reader) {
    V2Received received;
    try {
      received = http.post(path, request.signed(account), certificate);
    } catch (GeneralSecurityException e) {
      return new Answer.Unable<>(
          "The certificate of paybell.accounts."
              + account.name()
              + ".v2.certificate cannot be used: its key does not open");
    }
    if (received instanceof V2Received.Broken broken) {
      return broken.answer();
    }
    byte[] body = ((V2Received.Whole) received).body();
    return answers
        .read(body, account.v2Keys(), V2Request.SIGN_TYPE)
        .match(
            good -> given(account, good.fields(), reader),
            failed -> V2Outcomes.failed(failed.errCode(), failed.errCodeDes()),
            notTaken -> V2Outcomes.notTaken(account.name(), notTaken.returnMsg()),
            unproved -> V2Outcomes.unproved(unproved.reason()),
            malformed -> V2Outcomes.unreadable(malformed.reason()));
  }

  private static <T> Answer<T> given(
      Account account, V2AnswerFields fields, Function<V2AnswerFields, T> reader) {
    if (!account.mchid().equals(fields.text("mch_id"))) {
      return V2Outcomes.unreadable("the answer is about another mch_id");
    }
    try {
      return new Answer.Given<>(reader.apply(fields));
    } catch (IllegalArgumentException e) {
      return V2Outcomes.unreadable(String.valueOf(e.getMessage()));
    }
  }
}
