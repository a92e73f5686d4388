package io.github.paybell.simulator.platform;

import io.github.paybell.simulator.platform.Refused.Reason;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The prepay_ids that were given out. Not thread-safe: under the platform's lock. */
final class Prepays {
  private static final Duration LIFE = Duration.ofHours(2);
  private static final DateTimeFormatter DAY_AND_TIME = DateTimeFormatter.ofPattern("ddHHmmss");

  private final Dice dice;
  private final Map<String, Prepay> byId = new HashMap<>();
  private final Map<PlatformOrderKey, Prepay> newest = new HashMap<>();
  private long number;

  Prepays(Dice dice) {
    this.dice = dice;
  }

  Prepay issue(
      String mchid,
      String appid,
      PlatformTradeType tradeType,
      List<PlatformOrderKey> keys,
      @Nullable PlatformOrderKey combination,
      Instant now) {
    String id =
        "wx"
            + DAY_AND_TIME.format(now.atOffset(PlatformTime.OFFSET))
            + dice.hex(22, "prepay", keys, number++)
            + "0000";
    Prepay prepay = new Prepay(id, mchid, appid, tradeType, keys, combination, now);
    byId.put(id, prepay);
    keys.forEach(key -> newest.put(key, prepay));
    return prepay;
  }

  /**
   * The prepay with this id.
   *
   * @throws Refused PREPAY_INVALID if there is none or it is too old
   */
  Prepay valid(String prepayId, Instant now) {
    Prepay prepay = byId.get(prepayId);
    if (prepay == null) {
      throw new Refused(Reason.PREPAY_INVALID, "prepay_id无效: no such prepay_id " + prepayId);
    }
    if (now.isAfter(prepay.issuedAt().plus(LIFE))) {
      throw new Refused(Reason.PREPAY_INVALID, "prepay_id已过期: it was valid for 2 hours");
    }
    return prepay;
  }

  @Nullable Prepay newest(PlatformOrderKey key) {
    return newest.get(key);
  }

  void clear() {
    byId.clear();
    newest.clear();
    number = 0;
  }
}
