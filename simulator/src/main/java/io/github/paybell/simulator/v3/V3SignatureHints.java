package io.github.paybell.simulator.v3;

import io.github.paybell.protocol.v3.V3Request;
import io.github.paybell.protocol.v3.V3Signer;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import tools.jackson.core.JacksonException;

/** Finds out what a signature that does not fit was made over, by trying the usual mistakes. */
final class V3SignatureHints {
  private static final byte[] NOTHING = new byte[0];

  private final Request request;
  private final Authorization authorization;
  private final Merchant merchant;
  private final Merchants merchants;

  V3SignatureHints(
      Request request, Authorization authorization, Merchant merchant, Merchants merchants) {
    this.request = request;
    this.authorization = authorization;
    this.merchant = merchant;
    this.merchants = merchants;
  }

  /**
   * For a person.
   *
   * @param signed what the signature should have been made over
   */
  String explain(byte[] signed) {
    StringBuilder text =
        new StringBuilder("The signature does not fit. It must be made over these ")
            .append(signed.length)
            .append(" bytes (⏎ is a line feed, 0x0A):\n\n")
            .append(new String(signed, StandardCharsets.UTF_8).replace("\n", "⏎\n"));
    List<String> found = found(signed);
    if (found.isEmpty()) {
      text.append("\nNone of the usual mistakes explains it. Check, in this order:\n")
          .append("- Is the private key that of certificate ")
          .append(merchant.merchantSerial())
          .append("? GET /sim/merchants/")
          .append(merchant.mchid())
          .append(" shows it.\n")
          .append("- Are the bytes that are sent the bytes that are signed? A body that is")
          .append(" serialised a second time for sending differs in order or spaces.\n")
          .append("- Are timestamp and nonce_str in the header those that were signed?\n");
    } else {
      found.forEach(it -> text.append("\n→ ").append(it).append('\n'));
    }
    return text.toString();
  }

  private List<String> found(byte[] signed) {
    List<String> found = new ArrayList<>();
    for (Merchant other : merchants.all()) {
      if (!other.mchid().equals(merchant.mchid())
          && V3Signer.verifies(other.merchantPublicKey(), signed, authorization.signature())) {
        found.add("It was made with the key of another merchant, " + other.mchid() + ".");
      }
    }
    guesses()
        .forEach(
            (mistake, message) -> {
              if (V3Signer.verifies(
                  merchant.merchantPublicKey(), message, authorization.signature())) {
                found.add(mistake);
              }
            });
    return found;
  }

  private Map<String, byte[]> guesses() {
    Map<String, byte[]> guesses = new LinkedHashMap<>();
    byte[] body = request.body();
    guesses.put(
        "It was made without the query: line 2 is path, ? and query.",
        message(request.method(), request.path(), body));
    guesses.put(
        "It was made over an empty body.", message(request.method(), request.target(), NOTHING));
    guesses.put(
        "It was made over the method in lower case.",
        message(request.method().toLowerCase(Locale.ROOT), request.target(), body));
    String host = request.header("Host");
    for (String origin :
        List.of("https://api.mch.weixin.qq.com", "http://" + host, "https://" + host)) {
      guesses.put(
          "It was made over the whole URL, " + origin + "…: line 2 begins with the path.",
          message(request.method(), origin + request.target(), body));
    }
    byte[] whole = message(request.method(), request.target(), body);
    guesses.put(
        "The line feed after the last line is missing: every line ends with one.",
        Arrays.copyOf(whole, whole.length - 1));
    if (body.length > 0) {
      try {
        var tree = Json.read(request.text());
        guesses.put(
            "It was made over the body as it was before it was serialised again: compact, but sent"
                + " with spaces. Sign the bytes that are sent.",
            message(request.method(), request.target(), bytes(tree.toString())));
        guesses.put(
            "It was made over the body with its members sorted, but they are sent in another order."
                + " Sign the bytes that are sent.",
            message(request.method(), request.target(), bytes(Json.write(tree))));
        guesses.put(
            "It was made over the body with spaces, but sent without. Sign the bytes that are"
                + " sent.",
            message(request.method(), request.target(), bytes(tree.toPrettyString())));
      } catch (JacksonException e) {
        // Then it was not written by a JSON library twice.
        return guesses;
      }
    }
    return guesses;
  }

  private byte[] message(String method, String url, byte[] body) {
    return V3Request.message(method, url, authorization.timestamp(), authorization.nonce(), body);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
