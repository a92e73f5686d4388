package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.inbox.Reading.Refusal;
import io.github.paybell.protocol.v3.V3Sealed;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which orders a refused notification speaks of. Nothing in it is believed, so it is not
 * parsed: a few patterns of bounded length are looked for.
 */
final class HintReader {
  /** What WeChat Pay allows as out_trade_no; v3's own rule is narrower. */
  private static final String NUMBER = "([0-9A-Za-z_\\-|*@]{1,32})";

  private static final Pattern V2 =
      Pattern.compile(
          "<out_trade_no>\\s{0,8}(?:<!\\[CDATA\\[)?"
              + NUMBER
              + "(?:\\]\\]>)?\\s{0,8}</out_trade_no>");
  private static final Pattern CIPHERTEXT = member("ciphertext", "([0-9A-Za-z+/=]{1,1048576})");
  private static final Pattern NONCE = member("nonce", "([^\"\\\\]{1,64})");
  private static final Pattern ASSOCIATED_DATA = member("associated_data", "([^\"\\\\]{0,64})");
  private static final Pattern V3 = member("out_trade_no", NUMBER);

  // A combined payment has up to 50 sub-orders; a question for each would be a flood of our own.
  private static final int MAX_ORDERS = 5;

  private HintReader() {}

  private static Pattern member(String name, String value) {
    return Pattern.compile("\"" + name + "\"\\s{0,8}:\\s{0,8}\"" + value + "\"");
  }

  /**
   * Whether what was refused for this reason may still be true: a key that changed, a clock that is
   * off, a byte that was lost on the way.
   */
  static boolean mayBeTrue(Api api, Refusal refusal) {
    return switch (refusal) {
      case SIGNATURE_WRONG -> true;
      case SIGNATURE_MISSING -> api == Api.V2;
      case STALE, SERIAL_UNKNOWN -> api == Api.V3;
      case MALFORMED, PROBE, NO_KEY, TOO_LARGE -> false;
    };
  }

  /**
   * The orders that the body names.
   *
   * @return of v3 only what an APIv3 key of the account opens: who does not know the key cannot
   *     make us ask
   */
  static Set<String> outTradeNos(Account account, Api api, byte[] body) {
    var text = new String(body, StandardCharsets.ISO_8859_1);
    if (api == Api.V2) {
      var number = first(V2, text);
      return number == null ? Set.of() : Set.of(number);
    }
    var keys = account.v3Keys();
    var ciphertext = first(CIPHERTEXT, text);
    var nonce = first(NONCE, text);
    if (keys == null || ciphertext == null || nonce == null) {
      return Set.of();
    }
    var associatedData = first(ASSOCIATED_DATA, text);
    var plaintext =
        V3Sealed.open(
            keys.apiV3Keys(), nonce, associatedData == null ? "" : associatedData, ciphertext);
    if (plaintext == null) {
      return Set.of();
    }
    var numbers = new LinkedHashSet<String>();
    var matcher = V3.matcher(new String(plaintext, StandardCharsets.UTF_8));
    while (numbers.size() < MAX_ORDERS && matcher.find()) {
      numbers.add(matcher.group(1));
    }
    return numbers;
  }

  private static @Nullable String first(Pattern pattern, String text) {
    var matcher = pattern.matcher(text);
    return matcher.find() ? matcher.group(1) : null;
  }
}
