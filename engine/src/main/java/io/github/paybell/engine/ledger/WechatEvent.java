package io.github.paybell.engine.ledger;

import java.util.regex.Pattern;

/**
 * What WeChat Pay calls a message of another product, such as {@code COMPLAINT.CREATE}. The list is
 * WeChat Pay's and grows; so any name is taken, as long as it can stand in an event's type.
 *
 * @param name 1–57 of {@code A-Z a-z 0-9 _ . -}
 */
public record WechatEvent(String name) implements EventName {
  /** All of them, where events are named. */
  public static final String ALL = "wechat.*";

  static final String PREFIX = "wechat.";

  // With the prefix it fits paybell_event.type.
  private static final int MOST = 57;
  private static final Pattern NAME = Pattern.compile("[0-9A-Za-z_.-]{1," + MOST + "}");
  private static final Pattern ODD = Pattern.compile("[^0-9A-Za-z_.-]");

  public WechatEvent {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException(
          "an event type of WeChat Pay is 1 to " + MOST + " of A-Z, a-z, 0-9, _, . and -");
    }
  }

  /**
   * The event of an {@code event_type} as it came: what cannot stand in a type becomes {@code _}.
   */
  public static WechatEvent of(String eventType) {
    var name = ODD.matcher(eventType).replaceAll("_");
    return name.isEmpty()
        ? new WechatEvent("UNKNOWN")
        : new WechatEvent(name.length() <= MOST ? name : name.substring(0, MOST));
  }

  @Override
  public String family() {
    return ALL;
  }

  @Override
  public String wireName() {
    return PREFIX + name;
  }
}
