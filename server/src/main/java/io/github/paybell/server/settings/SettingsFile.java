package io.github.paybell.server.settings;

import io.github.paybell.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.boot.env.OriginTrackedMapPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedValue;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.ByteArrayResource;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;

/** The YAML file: read, its keys checked, its places remembered for errors. */
final class SettingsFile {
  /** Besides our own, keys of the framework that an operator may need. */
  private static final Set<String> ROOTS =
      Set.of(KnownKeys.ROOT, "logging", "spring", "server", "management");

  /** Keys of platform keys and of a Kafka client: names that are not ours to change. */
  private static final Pattern FREE_NAME =
      Pattern.compile(
          "(paybell\\.accounts\\.[^.]+\\.v3\\.platform-?keys"
              + "|paybell\\.subscribers\\.[^.]+\\.kafka\\.properties)\\.(.+)",
          Pattern.CASE_INSENSITIVE);

  private SettingsFile() {}

  /**
   * Reads a file.
   *
   * @return its documents, the one that wins first
   * @throws SettingsException if it cannot be read, is no YAML, or has a key that does not exist
   */
  static List<PropertySource<?>> read(Path file) {
    var found = new ArrayList<PropertySource<?>>();
    for (var document : load(file)) {
      // A later document of a file wins over an earlier one.
      found.add(0, checked(file, document));
    }
    return found;
  }

  private static List<PropertySource<?>> load(Path file) {
    byte[] text;
    try {
      text = Files.readAllBytes(file);
    } catch (IOException e) {
      throw new SettingsException(
          "cannot read the configuration file "
              + file
              + (Files.exists(file)
                  ? " (" + e.getClass().getSimpleName() + ")"
                  : ": there is none"));
    }
    try {
      return new YamlPropertySourceLoader()
          .load(file.toString(), new ByteArrayResource(text, file.toString()));
    } catch (MarkedYAMLException e) {
      // The message of the exception shows the line itself, which may be a key.
      var mark = e.getProblemMark();
      throw new SettingsException(
          file
              + (mark == null
                  ? ""
                  : " line " + (mark.getLine() + 1) + " column " + (mark.getColumn() + 1))
              + " is not valid YAML: "
              + e.getProblem());
    } catch (IOException | YAMLException | IllegalStateException e) {
      throw new SettingsException(file + " is not valid YAML");
    }
  }

  private static PropertySource<?> checked(Path file, PropertySource<?> document) {
    var kept = new LinkedHashMap<String, Object>();
    if (document.getSource() instanceof Map<?, ?> entries) {
      entries.forEach(
          (name, value) -> {
            var key = String.valueOf(name);
            if (!key.startsWith(KnownKeys.ROOT + ".")) {
              requireRoot(file, key, value);
              kept.put(key, value);
            } else if (place(file, key, value) == KnownKeys.Place.VALUE) {
              kept.put(bracketed(key), value);
            } else if (!text(value).isEmpty()) {
              throw new SettingsException(
                  key
                      + " holds keys ("
                      + KnownKeys.namesAt(key)
                      + "), not a value"
                      + where(file, value));
            }
          });
    }
    return new OriginTrackedMapPropertySource(file.toString(), kept, true);
  }

  private static KnownKeys.Place place(Path file, String key, Object value) {
    try {
      return KnownKeys.find(key);
    } catch (SettingsException e) {
      throw new SettingsException(e.getMessage() + where(file, value));
    }
  }

  private static void requireRoot(Path file, String key, Object value) {
    var root = key.replaceAll("[.\\[].*", "");
    if (root.equals(KnownKeys.ROOT) && !text(value).isEmpty()) {
      throw new SettingsException(
          "paybell holds keys ("
              + KnownKeys.namesAt(KnownKeys.ROOT)
              + "), not a value"
              + where(file, value));
    }
    if (!ROOTS.contains(root)) {
      throw new SettingsException(
          root
              + " is not a setting; everything of Paybell stands under paybell:"
              + where(file, value));
    }
  }

  // The binder drops underscores and dashes from the keys of a map unless they are in brackets, and
  // serials have both; in brackets the dots of a Kafka property make no further levels either.
  private static String bracketed(String key) {
    var match = FREE_NAME.matcher(key);
    return match.matches() ? match.group(1) + "[" + match.group(2) + "]" : key;
  }

  private static String text(Object value) {
    return String.valueOf(value instanceof OriginTrackedValue tracked ? tracked.getValue() : value);
  }

  /** Where a value was written, in brackets, for the end of a sentence. */
  static String where(Path file, Object value) {
    return Origin.from(value) instanceof TextResourceOrigin origin && origin.getLocation() != null
        ? " (" + file + " line " + (origin.getLocation().getLine() + 1) + ")"
        : " (" + file + ")";
  }
}
