package io.github.paybell.protocol.v2;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Other messages that one v2 signature proves: the string to sign, cut into fields anew. */
public final class Cuts {
  private static final Pattern NAME = Pattern.compile("(?:^|(?<=&))([A-Za-z_][A-Za-z0-9_.-]*)=");

  private Cuts() {}

  /**
   * Cuts a signed message at each {@code &name=} that the caller takes, as long as the names rise.
   *
   * @param signed with {@code sign}, which goes along unchanged
   */
  public static Map<String, String> of(Map<String, String> signed, Predicate<String> here) {
    StringBuilder text = new StringBuilder();
    new TreeMap<>(signed)
        .forEach(
            (name, value) -> {
              if (!name.equals("sign") && !value.isEmpty()) {
                text.append(text.isEmpty() ? "" : "&").append(name).append('=').append(value);
              }
            });
    Map<String, String> cut = new TreeMap<>();
    String last = "";
    int from = 0;
    var found = NAME.matcher(text);
    while (found.find()) {
      String name = found.group(1);
      if (name.compareTo(last) > 0 && (last.isEmpty() || here.test(name))) {
        if (!last.isEmpty()) {
          cut.put(last, text.substring(from, found.start() - 1));
        }
        last = name;
        from = found.end();
      }
    }
    cut.put(last, text.substring(from));
    cut.put("sign", signed.getOrDefault("sign", ""));
    return cut;
  }

  /** Cuts wherever that is possible, as somebody does who has filled a value with fields. */
  public static Map<String, String> everywhere(Map<String, String> signed) {
    return of(signed, name -> true);
  }
}
