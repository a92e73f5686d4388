package io.github.paybell.simulator.wire;

import io.github.paybell.simulator.platform.Api;
import java.util.Map;

/**
 * A message of another product than payments and refunds.
 *
 * @param api by which it comes
 * @param eventType {@code event_type}; v2: a name of ours, which is not on the wire
 * @param originalType v3: the type of the resource
 * @param summary v3: for people
 * @param template of the resource, v2: of the fields, a JSON object with places for the merchant's
 *     own
 */
public record Product(
    Api api, String eventType, String originalType, String summary, String template) {

  /** Its name where there is more than one of an event_type. */
  public String name() {
    return eventType.equals("TRANSACTION.SUCCESS") ? eventType + "+" + originalType : eventType;
  }

  /**
   * The resource.
   *
   * @param places what stands in each place, by its name
   */
  public String resource(Map<String, String> places) {
    String text = template;
    for (Map.Entry<String, String> place : places.entrySet()) {
      text = text.replace("{" + place.getKey() + "}", place.getValue());
    }
    return text;
  }
}
