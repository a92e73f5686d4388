package io.github.paybell.engine.inbox;

import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.inbox.Reading.Refusal;
import io.github.paybell.protocol.v2.V2Reply;
import io.github.paybell.protocol.v3.V3Reply;

/**
 * The reply matrix (docs/ARCHITECTURE.md): which answer each situation gets, in each of the two
 * forms.
 */
final class Replies {
  private static final String XML = "text/xml; charset=utf-8";
  private static final String JSON = "application/json; charset=utf-8";
  private static final byte[] EMPTY = {};

  static final Reply UNKNOWN_TOKEN = new Reply(404, null, EMPTY);
  private static final Reply V2_SUCCESS = new Reply(200, XML, V2Reply.success());
  private static final Reply V3_SUCCESS = new Reply(204, null, EMPTY);

  private Replies() {}

  /** A reply in one word: v3's status, v2's return_code. */
  static String said(Api api, Reply reply) {
    return api == Api.V3
        ? Integer.toString(reply.status())
        : reply == V2_SUCCESS ? "SUCCESS" : "FAIL";
  }

  static Reply success(Api api) {
    return api == Api.V2 ? V2_SUCCESS : V3_SUCCESS;
  }

  /**
   * Stored, but what it says could not be read: a repeat helps once the key or the reader is
   * repaired.
   */
  static Reply unread(Api api, Verdict verdict) {
    return verdict == Verdict.UNDECRYPTABLE
        ? failure(api, 500, "解密失败，请检查商户APIv3密钥")
        : failure(api, 500, "通知内容无法解析");
  }

  /** Genuine, and not stored: its key has as many rows as a key may have. */
  static Reply tooMany(Api api) {
    return failure(api, 500, "同一通知的不同内容过多");
  }

  /** A question of another product, answered by the shop. */
  static Reply answer(Api api, byte[] body) {
    return new Reply(200, api == Api.V2 ? XML : JSON, body);
  }

  /** A question without an answer; an empty success would be a wrong one. */
  static Reply unanswered(Api api) {
    return failure(api, 500, "商户未应答该查询");
  }

  /** What is stored is answered with success, if it could be read. */
  static Reply stored(Arrival arrival, Verdict verdict) {
    var api = arrival.api();
    if (verdict.isFinal()) {
      return success(api);
    }
    var unread = arrival.unread();
    return unread == null && verdict == Verdict.PENDING
        ? success(api)
        : unread(api, unread == null ? verdict : unread.verdict());
  }

  /** {@link #said} of what is stored, if nothing hinders the answer. */
  static String saidOfStored(Arrival arrival, Verdict verdict) {
    return said(arrival.api(), stored(arrival, verdict));
  }

  static Reply refused(Api api, Refusal refusal) {
    return switch (refusal) {
      case MALFORMED -> failure(api, 400, "报文格式错误");
      case SIGNATURE_MISSING -> failure(api, 401, "缺少签名");
      case SIGNATURE_WRONG, PROBE -> failure(api, 401, "签名错误");
      case STALE -> failure(api, 401, "时间戳已过期");
      case SERIAL_UNKNOWN -> failure(api, 503, "平台证书序列号未知，请稍后重试");
      case NO_KEY -> failure(api, 401, "商户未配置该版本密钥");
      case TOO_LARGE -> failure(api, 413, "报文过大，v2通知不得超过64KB");
    };
  }

  /** Of one whose handling WeChat Pay waits for. */
  static Reply handled(Api api, ProcessingResult handled) {
    return handled.match(
        done -> done.verdict().isFinal() ? success(api) : unread(api, done.verdict()),
        failed -> failure(api, 500, "处理失败"),
        unsure -> busy(api));
  }

  /**
   * Nothing is promised: the store is away, too much waits, we are stopping, or the deadline
   * passed.
   */
  static Reply busy(Api api) {
    return failure(api, 503, "系统繁忙，请稍后重试");
  }

  private static Reply failure(Api api, int v3Status, String message) {
    return api == Api.V2
        ? new Reply(200, XML, V2Reply.fail(message))
        : new Reply(v3Status, JSON, V3Reply.failure(message));
  }
}
