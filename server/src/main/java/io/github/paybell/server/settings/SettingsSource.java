package io.github.paybell.server.settings;

import io.github.paybell.engine.account.AccountSettings;
import io.github.paybell.engine.store.OwnerOnly;
import io.github.paybell.settings.SettingsException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Where settings come from, strongest first: the command line, environment variables, the file.
 * Immutable; each {@link #read} looks anew.
 */
public final class SettingsSource {
  private static final Pattern PLATFORM_KEY_VARIABLE =
      Pattern.compile("PAYBELL_ACCOUNTS_([A-Z0-9]+)_V3_PLATFORM_?KEYS_(.+)");

  private static final Pattern SECRET =
      Pattern.compile(
          "paybell\\..*(?<!platform-keys)\\b(token|password|secret|key|keys|secrets)(\\[\\d+])?");

  private static final Pattern ELSEWHERE = Pattern.compile("(file:|\\$\\{).*|");

  private final @Nullable Path file;
  private final Map<String, String> commandLine;
  private final Map<String, String> environment;

  /**
   * Names the sources.
   *
   * @param file the YAML file; null: none
   * @param commandLine settings by key, such as {@code paybell.notify.port}
   * @param environment environment variables
   */
  public SettingsSource(
      @Nullable Path file, Map<String, String> commandLine, Map<String, String> environment) {
    this.file = file;
    this.commandLine = Map.copyOf(commandLine);
    this.environment = Map.copyOf(environment);
  }

  /**
   * What was read.
   *
   * @param sources strongest first, for the framework's own keys
   * @param warnings one sentence each: variables that look like a mistyped setting
   */
  public record Read(
      PaybellSettings settings, List<PropertySource<?>> sources, List<String> warnings) {
    /** The accounts as drafts, in the order of their names. */
    public List<AccountSettings> accounts() {
      return settings.accounts().entrySet().stream()
          .sorted(Map.Entry.comparingByKey())
          .map(e -> e.getValue().settings(e.getKey()))
          .toList();
    }
  }

  /** The file that is watched for changes. */
  public Optional<Path> file() {
    return Optional.ofNullable(file);
  }

  /**
   * Reads everything.
   *
   * @throws SettingsException if a key is unknown or a value cannot be; one sentence, no secret
   */
  public Read read() {
    environment.keySet().forEach(FormerNames::refuseVariable);
    var sources = new ArrayList<PropertySource<?>>();
    sources.add(new MapPropertySource("command line", new HashMap<>(commandLine)));
    sources.add(new MapPropertySource("platform keys", platformKeyVariables()));
    // The name makes the binder read NOTIFY_PORT as notify.port.
    sources.add(
        new SystemEnvironmentPropertySource(
            StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
            new HashMap<>(environment)));
    var warnings = mistyped();
    if (file != null) {
      var documents = SettingsFile.read(file);
      sources.addAll(documents);
      documents.stream()
          .flatMap(document -> readable(file, document).stream())
          .findFirst()
          .ifPresent(warnings::add);
    }
    return new Read(bind(sources), List.copyOf(sources), warnings);
  }

  private static Optional<String> readable(Path file, PropertySource<?> document) {
    try {
      if (!OwnerOnly.readableByAll(file)
          || !(document instanceof EnumerablePropertySource<?> named)) {
        return Optional.empty();
      }
      return Stream.of(named.getPropertyNames())
          .filter(key -> SECRET.matcher(key).matches())
          .filter(key -> !ELSEWHERE.matcher(String.valueOf(named.getProperty(key))).matches())
          .findFirst()
          .map(
              key ->
                  file
                      + " holds "
                      + key
                      + " and can be read by every user of this machine: chmod 600 it, or write"
                      + " file: and a path there");
    } catch (IOException e) {
      // It was read a moment ago.
      return Optional.empty();
    }
  }

  private PaybellSettings bind(List<PropertySource<?>> sources) {
    var all = new MutablePropertySources();
    sources.forEach(all::addLast);
    var binder =
        new Binder(
            ConfigurationPropertySources.from(all),
            new PropertySourcesPlaceholdersResolver(all),
            ApplicationConversionService.getSharedInstance());
    try {
      return binder.bindOrCreate(KnownKeys.ROOT, Bindable.of(PaybellSettings.class));
    } catch (BindException e) {
      throw new SettingsException(sentence(e));
    } catch (IllegalArgumentException e) {
      throw new SettingsException(String.valueOf(e.getMessage()));
    }
  }

  private String sentence(BindException e) {
    Throwable cause = e;
    for (var next = e.getCause(); next != null; next = next.getCause()) {
      cause = next;
      if (next instanceof ConversionException) {
        break;
      }
    }
    var property = e.getProperty();
    var where = property == null || property.getOrigin() == null ? "" : where(property.getOrigin());
    if (cause instanceof ConversionException && property != null) {
      return e.getName()
          + ": "
          + property.getValue()
          + " is not "
          + article(e.getTarget().getType().resolve(Object.class))
          + where;
    }
    return cause instanceof IllegalArgumentException
        ? withRoot(String.valueOf(cause.getMessage())) + where
        : e.getName() + " cannot be read" + where;
  }

  private static String withRoot(String sentence) {
    var root = KnownKeys.ROOT + ".";
    return sentence.startsWith(root) ? sentence : root + sentence;
  }

  private String where(Origin origin) {
    var place = origin instanceof PropertySourceOrigin outer ? outer.getOrigin() : origin;
    return file != null && place instanceof TextResourceOrigin
        ? SettingsFile.where(file, place)
        : " (" + origin + ")";
  }

  private static String article(Class<?> type) {
    return type == int.class || type == Integer.class
        ? "a whole number"
        : "a " + type.getSimpleName().toLowerCase(Locale.ROOT);
  }

  // Serials are capital hex digits and PUB_KEY_ID_…: what the binder would make of the variable's
  // name, lower case without underscores, is another serial.
  private Map<String, Object> platformKeyVariables() {
    var keys = new HashMap<String, Object>();
    environment.forEach(
        (name, value) -> {
          var match = PLATFORM_KEY_VARIABLE.matcher(name);
          if (match.matches()) {
            keys.put(
                "paybell.accounts."
                    + match.group(1).toLowerCase(Locale.ROOT)
                    + ".v3.platform-keys["
                    + match.group(2)
                    + "]",
                value);
          }
        });
    return keys;
  }

  // A container platform puts variables of its own beside ours (PAYBELL_SERVICE_HOST), so an
  // unknown one is no error; one that is nearly a setting is worth a word.
  private List<String> mistyped() {
    var warnings = new ArrayList<String>();
    var known = KnownKeys.variables();
    for (var name : environment.keySet()) {
      if (name.startsWith("PAYBELL_")
          && !name.startsWith("PAYBELL_ACCOUNTS_")
          && !name.startsWith("PAYBELL_SUBSCRIBERS_")
          && known.stream().noneMatch(k -> same(k, name))) {
        known.stream()
            .filter(k -> KnownKeys.distance(k, name) <= 2)
            .findFirst()
            .ifPresent(k -> warnings.add(name + " is not a setting; did you mean " + k + "?"));
      }
    }
    return warnings;
  }

  // PAYBELL_DATA_DIR and PAYBELL_DATADIR are the same to the binder, and so is a list's element.
  private static boolean same(String known, String name) {
    return known.replace("_", "").equals(name.replaceAll("_\\d+$", "").replace("_", ""));
  }
}
