package io.github.paybell.server.admin;

import io.github.paybell.engine.calls.Answer;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A call that is refused: becomes an RFC 9457 document. The sentence is for people. */
final class AdminError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDetail document;

  private AdminError(HttpStatus status, String type, String title, String detail) {
    super(detail, null, false, false);
    this.document = document(status, type, title, detail);
  }

  /**
   * Makes a document.
   *
   * @param type the stable last part of {@code urn:paybell:problem:…}
   */
  static ProblemDetail document(HttpStatus status, String type, String title, String detail) {
    var document = ProblemDetail.forStatusAndDetail(status, detail);
    document.setType(java.net.URI.create("urn:paybell:problem:" + type));
    document.setTitle(title);
    return document;
  }

  /** The type of what has no type of its own. */
  static String type(HttpStatus status) {
    return status == HttpStatus.BAD_REQUEST
        ? "invalid-request"
        : status.getReasonPhrase().toLowerCase(Locale.ROOT).replace(' ', '-');
  }

  static AdminError invalid(String detail) {
    return new AdminError(
        HttpStatus.BAD_REQUEST, "invalid-request", "The request cannot be understood", detail);
  }

  static AdminError unknown(String what, String name) {
    return new AdminError(
        HttpStatus.NOT_FOUND,
        "unknown-" + what,
        "No such " + what,
        "There is no " + what + " " + name + ".");
  }

  /** It was there, and is no longer kept. */
  static AdminError gone(String type, String title, String detail) {
    return new AdminError(HttpStatus.GONE, type, title, detail);
  }

  /** An order that cannot be paid any more is not placed again. */
  static AdminError over(String tradeState, String code, String message) {
    boolean paid = tradeState.equals("SUCCESS") || tradeState.equals("REFUND");
    return new AdminError(
            HttpStatus.UNPROCESSABLE_CONTENT,
            paid ? "order-paid" : "order-closed",
            paid ? "The order is paid" : "The order is closed",
            "The order is " + tradeState + " and is not placed again; use a new out_trade_no.")
        .with("trade_state", tradeState)
        .with("wechat_code", code)
        .with("wechat_message", message);
  }

  static AdminError conflict(String type, String title, String detail) {
    return new AdminError(HttpStatus.CONFLICT, type, title, detail);
  }

  /** Too many calls wait for WeChat Pay; nothing was done. */
  static AdminError busy() {
    return new AdminError(
        HttpStatus.SERVICE_UNAVAILABLE,
        "busy",
        "Too many calls wait for WeChat Pay",
        "As many calls as may wait for WeChat Pay at one time do so; nothing was done. Repeat the"
            + " call in a moment.");
  }

  /**
   * WeChat Pay said no to an order.
   *
   * @param notPlaced WeChat Pay never had it
   */
  static AdminError notPlaced(String code, String message, boolean notPlaced) {
    return refused(
            code,
            message
                + (notPlaced
                    ? ". It has no such order: repair the data and place it under the same number"
                    : ""))
        .with("wechat_message", message)
        .with("not_placed", notPlaced);
  }

  /** WeChat Pay said no. */
  static AdminError refused(String code, String message) {
    return new AdminError(
            HttpStatus.UNPROCESSABLE_CONTENT,
            "refused-by-wechat-pay",
            "WeChat Pay refuses",
            "WeChat Pay answered " + code + ": " + message)
        .with("wechat_code", code)
        .with("wechat_message", message);
  }

  /**
   * Whether a call took effect is unknown, or WeChat Pay takes no more calls at this moment.
   *
   * @param said the words of the answer; null: there were none
   * @param next for people: what stays, and what to do; a sentence
   */
  static AdminError unknownOutcome(
      Answer.Doubt doubt, String detail, Answer.@Nullable Said said, String next) {
    // 503 and not 422: the request is right, and clients that repeat by themselves should.
    var error =
        doubt == Answer.Doubt.LIMITED
            ? new AdminError(
                HttpStatus.SERVICE_UNAVAILABLE,
                "limited-by-wechat-pay",
                "WeChat Pay takes no more calls at this moment",
                detail + ". " + next)
            : new AdminError(
                doubt == Answer.Doubt.TIMEOUT ? HttpStatus.GATEWAY_TIMEOUT : HttpStatus.BAD_GATEWAY,
                "outcome-unknown",
                "Outcome unknown",
                detail + ". " + next);
    return said == null ? error : error.said(said, doubt != Answer.Doubt.UNPROVED);
  }

  private AdminError said(Answer.Said said, boolean proved) {
    if (said.code() != null) {
      with("wechat_code", said.code());
    }
    return with("wechat_message", said.message()).with("wechat_message_proved", proved);
  }

  /** The account or the server lacks something that the call needs. */
  static AdminError unable(String reason) {
    return conflict("account-unable", "The account cannot make this call", reason + ".");
  }

  static AdminError retired(String reason) {
    return conflict("account-retired", "The account is retired", reason + ".");
  }

  /** The configuration file holds an account: it is changed there only. */
  static AdminError heldByFile(String account) {
    return conflict(
        "account-held-by-file",
        "The configuration file holds this account",
        "Account " + account + " is in the configuration file; change it there.");
  }

  /** Something of an account is still to come. */
  static AdminError tooEarly(List<String> reasons) {
    return conflict(
            "account-not-over",
            "The account cannot be removed yet",
            String.join(". ", reasons) + ".")
        .with("reasons", reasons);
  }

  /** It was not made because the order is paid. */
  static AdminError paid(String tradeState) {
    return conflict("order-paid", "The order is paid", "The order is " + tradeState + ".")
        .with("trade_state", tradeState);
  }

  /** Adds a member to the document. */
  AdminError with(String member, Object value) {
    document.setProperty(member, value);
    return this;
  }

  ProblemDetail document() {
    return document;
  }
}
