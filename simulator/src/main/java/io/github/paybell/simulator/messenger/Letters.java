package io.github.paybell.simulator.messenger;

import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.Rules;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/** Writes notifications to be sent by other means. Immutable and thread-safe. */
public final class Letters {
  private final Merchants merchants;
  private final Rules rules;
  private final Notices notices;
  private final V2Writer v2;
  private final V3Writer v3;

  /** In the hand of this platform. */
  public Letters(Dice dice, Merchants merchants, Rules rules) {
    this.merchants = merchants;
    this.rules = rules;
    this.notices = new Notices(dice);
    this.v2 = new V2Writer(dice);
    this.v3 = new V3Writer(dice, merchants);
  }

  /**
   * The first attempt of a payment's notification.
   *
   * @param order paid, and of a merchant that is known
   * @param realTime goes into {@code Wechatpay-Timestamp}
   */
  public HttpLetter paid(PlatformOrder order, Instant realTime) {
    Letter letter = notices.paid(order);
    Merchant merchant = merchants.require(letter.mchid());
    PlannedAttempt attempt = new PlannedAttempt(1, realTime, List.of());
    return letter.api() == Api.V2
        ? v2.write(letter, (Content.V2Payment) letter.content(), merchant, rules, attempt)
        : v3.write(letter, (Content.V3) letter.content(), merchant, rules, attempt);
  }

  /**
   * How the platform takes an answer to one.
   *
   * @param status HTTP status
   * @param body the bytes
   */
  public TakenAs takenAs(Api api, int status, byte[] body) {
    MerchantReply reply = new MerchantReply(status, List.of(), body, "", Duration.ZERO);
    return ReplyVerdict.of(api, reply, rules).takenAs();
  }
}
