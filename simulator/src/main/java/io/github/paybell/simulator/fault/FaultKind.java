package io.github.paybell.simulator.fault;

import java.util.Arrays;
import java.util.Optional;

/**
 * The faults by name, in the order in which they are shown. Names are a contract: pages, scenario
 * files and tests of others use them.
 */
public enum FaultKind {
  LOST("lost", On.MESSAGE, Reach.BOTH, Right.NONE, "never sent", "永远不发送"),
  DELAYED(
      "delayed", On.MESSAGE, Reach.BOTH, Right.ACCEPT, "the first attempt comes late", "首次通知延迟到达"),
  DUPLICATE(
      "duplicate",
      On.MESSAGE,
      Reach.BOTH,
      Right.ACCEPT,
      "sent again although it was accepted",
      "已被接受仍再次发送"),
  PARALLEL_DUPLICATE(
      "parallel-duplicate",
      On.MESSAGE,
      Reach.BOTH,
      Right.ACCEPT,
      "sent at the same moment over several connections",
      "多条连接同时发送"),
  BEFORE_ANSWER(
      "before-answer",
      On.ORDER,
      Reach.BOTH,
      Right.ACCEPT,
      "paid and notified before the answer to the order is sent",
      "下单应答之前通知先到"),
  REORDERED(
      "reordered",
      On.MESSAGE,
      Reach.BOTH,
      Right.ACCEPT,
      "held until a later message has been sent",
      "等后一条消息发出后才发送"),
  REPLAYED(
      "replayed",
      On.MESSAGE,
      Reach.BOTH,
      Right.EITHER,
      "the accepted request once more, byte for byte, a day later",
      "一天后原样重放"),
  TAMPERED_AMOUNT(
      "tampered-amount",
      On.FORGERY,
      Reach.BOTH,
      Right.REFUSE,
      "a forged copy with another amount comes first",
      "先收到一条金额被篡改的伪造通知"),
  UNSIGNED(
      "unsigned",
      On.FORGERY,
      Reach.BOTH,
      Right.REFUSE,
      "a copy without signature comes first",
      "先收到一条没有签名的通知"),
  WRONG_KEY(
      "wrong-key",
      On.FORGERY,
      Reach.BOTH,
      Right.REFUSE,
      "a copy signed with a foreign key comes first",
      "先收到一条用他人密钥签名的通知"),
  WRONG_SERIAL(
      "wrong-serial",
      On.FORGERY,
      Reach.V3,
      Right.REFUSE,
      "a copy with an unknown serial comes first",
      "先收到一条证书序列号未知的通知"),
  PROBE(
      "probe",
      On.FIRST_ATTEMPT,
      Reach.V3,
      Right.REFUSE,
      "the first attempt is a signature probe",
      "首次通知是签名探测流量"),
  STALE(
      "stale",
      On.FORGERY,
      Reach.V3,
      Right.REFUSE,
      "a copy signed ten minutes ago comes first",
      "先收到一条十分钟前签名的通知"),
  DOCTYPE(
      "doctype",
      On.FORGERY,
      Reach.V2,
      Right.REFUSE,
      "a copy with a DOCTYPE and an entity bomb comes first",
      "先收到一条带 DOCTYPE 实体炸弹的通知"),
  REPEATED_ELEMENT(
      "repeated-element",
      On.FORGERY,
      Reach.BOTH,
      Right.REFUSE,
      "a copy with the amount twice comes first",
      "先收到一条金额字段重复的通知"),
  RECUT(
      "recut",
      On.FORGERY,
      Reach.V2,
      Right.EITHER,
      "a copy with the genuine signature over fields cut anew comes first",
      "先收到一条签名真实、但字段被重新切分的通知"),
  OTHER_ENCODING(
      "other-encoding",
      On.FORGERY,
      Reach.BOTH,
      Right.EITHER,
      "a copy encoded in GBK comes first",
      "先收到一条 GBK 编码的通知"),
  ENTITIES(
      "entities",
      On.ATTEMPT,
      Reach.V2,
      Right.ACCEPT,
      "values are written with entities instead of CDATA",
      "字段值用实体而不是 CDATA"),
  UNKNOWN_FIELDS(
      "unknown-fields",
      On.ATTEMPT,
      Reach.BOTH,
      Right.ACCEPT,
      "fields that no document names",
      "带有文档没有的新字段"),
  CHUNKED(
      "chunked",
      On.ATTEMPT,
      Reach.BOTH,
      Right.ACCEPT,
      "chunked transfer instead of Content-Length",
      "分块传输，没有 Content-Length"),
  SLOW(
      "slow",
      On.FIRST_ATTEMPT,
      Reach.BOTH,
      Right.EITHER,
      "the first attempt trickles in",
      "首次通知逐字节缓慢到达"),
  HUGE("huge", On.FORGERY, Reach.BOTH, Right.EITHER, "a giant copy comes first", "先收到一条超大的通知"),
  WRONG_CONTENT_TYPE(
      "wrong-content-type",
      On.ATTEMPT,
      Reach.BOTH,
      Right.ACCEPT,
      "a Content-Type that says nothing",
      "Content-Type 不正确"),
  GREY_KEYS(
      "grey-keys",
      On.ATTEMPT,
      Reach.V3,
      Right.ACCEPT,
      "each attempt is signed by certificate or public key, by chance",
      "灰度切换：平台证书与微信支付公钥交替签名"),
  ROTATED_CERTIFICATE(
      "rotated-certificate",
      On.ATTEMPT,
      Reach.V3,
      Right.ACCEPT,
      "signed with the next platform certificate",
      "用新的平台证书签名"),
  WRONG_API_V3_KEY(
      "wrong-api-v3-key",
      On.FIRST_ATTEMPT,
      Reach.V3,
      Right.REFUSE,
      "the first attempt is encrypted with another APIv3 key",
      "首次通知用另一个 APIv3 密钥加密"),
  PLATFORM_DOWN(
      "platform-down",
      On.ANSWER,
      Reach.BOTH,
      Right.NONE,
      "requests are answered 502",
      "平台接口返回 502"),
  PLATFORM_SLOW(
      "platform-slow", On.ANSWER, Reach.BOTH, Right.NONE, "requests are answered late", "平台接口应答缓慢"),
  PROBE_ANSWERS(
      "probe-answers",
      On.ANSWER,
      Reach.V3,
      Right.NONE,
      "answers carry a probe instead of a signature",
      "平台应答带签名探测");

  /** What a fault acts on. */
  public enum On {
    /** When and how often a message goes out. */
    MESSAGE,
    /** An extra request before the genuine ones, as an attacker or a broken proxy would send it. */
    FORGERY,
    /** Every attempt of a message. */
    ATTEMPT,
    /** The first attempt of a message; what follows is as usual. */
    FIRST_ATTEMPT,
    /** The placing of an order. */
    ORDER,
    /** The answers of the platform itself. */
    ANSWER
  }

  /** To which interface a fault applies; it leaves the other as it is, and that is noted. */
  public enum Reach {
    V2,
    V3,
    BOTH
  }

  /** What a sound receiver answers. */
  public enum Right {
    /** Success. */
    ACCEPT,
    /** Failure: to accept it is a hole. */
    REFUSE,
    /** As it likes. */
    EITHER,
    /** It is not asked. */
    NONE
  }

  private final String wireName;
  private final On on;
  private final Reach reach;
  private final Right right;
  private final String english;
  private final String chinese;

  FaultKind(String wireName, On on, Reach reach, Right right, String english, String chinese) {
    this.wireName = wireName;
    this.on = on;
    this.reach = reach;
    this.right = right;
    this.english = english;
    this.chinese = chinese;
  }

  /** The name of the contract. */
  public String wireName() {
    return wireName;
  }

  /** What it acts on. */
  public On on() {
    return on;
  }

  /** Whether it can act on v2. */
  public boolean onV2() {
    return reach != Reach.V3;
  }

  /** Whether it can act on v3. */
  public boolean onV3() {
    return reach != Reach.V2;
  }

  /** What a sound receiver answers. */
  public Right right() {
    return right;
  }

  /** What happens, for people, in English. */
  public String english() {
    return english;
  }

  /** What happens, for people, in Chinese. */
  public String chinese() {
    return chinese;
  }

  /** The kind with this name. */
  public static Optional<FaultKind> named(String wireName) {
    return Arrays.stream(values()).filter(kind -> kind.wireName.equals(wireName)).findFirst();
  }
}
