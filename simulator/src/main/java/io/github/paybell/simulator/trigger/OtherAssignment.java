package io.github.paybell.simulator.trigger;

import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.wire.Product;
import java.net.URI;
import java.util.Map;

/**
 * A message of another product, to whom, in whose name.
 *
 * @param members of its resource that are chosen, by their names; {@code mchid} also says whose
 *     keys sign and encrypt
 * @param to the receiver's {@code notify_url}, http or https
 * @param seed of everything else: two messages of one seed are about the same complaint, contract …
 * @param merchants with those of a configuration
 * @param rules how notifications look
 */
public record OtherAssignment(
    Product product,
    Map<String, String> members,
    URI to,
    long seed,
    Merchants merchants,
    Rules rules) {

  public OtherAssignment {
    members = Map.copyOf(members);
    Assignment.check(to);
    merchants.put(
        Samples.renamed(
            merchants.require(Merchants.DEFAULT), merchants.find(mchid(members)), mchid(members)));
  }

  /** Whose keys sign and encrypt. */
  String mchid() {
    return mchid(members);
  }

  private static String mchid(Map<String, String> members) {
    return members.getOrDefault("mchid", Merchants.DEFAULT_MCHID);
  }
}
