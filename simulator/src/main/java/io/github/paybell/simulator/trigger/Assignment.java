package io.github.paybell.simulator.trigger;

import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Rules;
import java.net.URI;
import java.time.Instant;

/**
 * What is to be told, to whom, in whose name.
 *
 * @param event what happened
 * @param api by which interface it is told
 * @param to the receiver's {@code notify_url}, http or https
 * @param fields those that are chosen
 * @param seed of everything else
 * @param merchants with those of a configuration
 * @param rules how notifications look
 */
public record Assignment(
    TriggerEvent event,
    Api api,
    URI to,
    SampleFields fields,
    long seed,
    Merchants merchants,
    Rules rules) {

  public Assignment {
    check(to);
    String mchid = fields.text("mchid", Merchants.DEFAULT_MCHID);
    merchants.put(
        Samples.renamed(merchants.require(Merchants.DEFAULT), merchants.find(mchid), mchid));
  }

  static void check(URI to) {
    if (to.getHost() == null
        || !("http".equals(to.getScheme()) || "https".equals(to.getScheme()))) {
      throw new IllegalArgumentException(
          "an address such as http://127.0.0.1:8080/notify/TOKEN is needed, was \"" + to + "\"");
    }
  }

  /** Whose keys sign and encrypt. */
  public Merchant merchant() {
    return merchants.require(fields.text("mchid", Merchants.DEFAULT_MCHID));
  }

  /** Chance. */
  public Dice dice() {
    return new Dice(seed);
  }

  /** What can be told. */
  public Samples samples(Instant now) {
    return new Samples(dice(), api, merchant(), to.toString(), event, fields, now);
  }
}
