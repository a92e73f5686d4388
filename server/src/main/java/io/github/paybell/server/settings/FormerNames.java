package io.github.paybell.server.settings;

import io.github.paybell.settings.SettingsException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings that were renamed: using one is an error that gives the new name. */
final class FormerNames {
  private static final Map<String, String> NEW =
      Map.of("paybell.door", "paybell.notify", "paybell.office", "paybell.admin");

  private FormerNames() {}

  /**
   * Refuses a key that has another name now.
   *
   * @param key as written, such as {@code paybell.door.port}
   * @throws SettingsException one sentence with the new name
   */
  static void refuse(String key) {
    var now = renamed(key.toLowerCase(Locale.ROOT));
    if (now != null) {
      throw new SettingsException(key + " is now called " + now + "; rename it");
    }
  }

  /**
   * The same for an environment variable, such as {@code PAYBELL_DOOR_PORT}.
   *
   * @throws SettingsException one sentence with the new name
   */
  static void refuseVariable(String name) {
    var now = renamed(name.toLowerCase(Locale.ROOT).replace('_', '.'));
    if (now != null) {
      throw new SettingsException(
          name
              + " is now called "
              + now.toUpperCase(Locale.ROOT).replace('.', '_')
              + "; rename it");
    }
  }

  private static @Nullable String renamed(String key) {
    for (var entry : NEW.entrySet()) {
      var former = entry.getKey();
      if (key.equals(former) || key.startsWith(former + ".")) {
        return entry.getValue() + key.substring(former.length());
      }
    }
    return null;
  }
}
