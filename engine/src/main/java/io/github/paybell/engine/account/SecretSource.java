package io.github.paybell.engine.account;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Turns a value as written into the value itself. */
interface SecretSource {
  /** Takes values as they are: what the admin API sends may not make the server read its files. */
  SecretSource LITERAL =
      (key, value, errors) -> {
        if (value.startsWith("file:")) {
          errors.add(key + ": file: is for the configuration file only, send the value itself");
          return null;
        }
        return value;
      };

  /**
   * Reads one value.
   *
   * @param key what errors call it
   * @param errors takes what is wrong, naming key and path and never the value
   * @return null if it could not be had
   */
  @Nullable String read(String key, String value, List<String> errors);

  /**
   * Reads one value that is not text, such as a PKCS#12.
   *
   * @return in base64; null if it could not be had
   */
  default @Nullable String readBytes(String key, String value, List<String> errors) {
    return read(key, value, errors);
  }
}
