package io.github.paybell.spring.test;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * A property source without the secrets of merchant accounts. A test must not depend on key files
 * that only the production machine has, and a map or list that is only partly overridden would keep
 * the rest.
 */
final class HiddenKeys extends EnumerablePropertySource<EnumerablePropertySource<?>> {
  private static final Pattern SECRET =
      Pattern.compile("paybell\\.accounts\\.[^.\\[]+\\.(v2|v3|notifytoken)([.\\[].*)?");

  private HiddenKeys(EnumerablePropertySource<?> source) {
    super(source.getName(), source);
  }

  /** Hides them in each of these. */
  static void hide(MutablePropertySources sources) {
    List<PropertySource<?>> all = new ArrayList<>();
    sources.forEach(all::add);
    for (var source : all) {
      if (source instanceof EnumerablePropertySource<?> enumerable
          && Arrays.stream(enumerable.getPropertyNames()).anyMatch(HiddenKeys::isSecret)) {
        sources.replace(source.getName(), without(enumerable));
      }
    }
  }

  private static PropertySource<?> without(EnumerablePropertySource<?> source) {
    if (source instanceof SystemEnvironmentPropertySource variables) {
      // Spring Boot knows by the class that its names are in capitals.
      Map<String, Object> rest = new HashMap<>(variables.getSource());
      rest.keySet().removeIf(HiddenKeys::isSecret);
      return new SystemEnvironmentPropertySource(source.getName(), rest);
    }
    return new HiddenKeys(source);
  }

  private static boolean isSecret(String name) {
    String canonical = name.toLowerCase(Locale.ROOT).replace('_', '.').replace("-", "");
    return SECRET.matcher(canonical).matches();
  }

  @Override
  public String[] getPropertyNames() {
    return Arrays.stream(source.getPropertyNames())
        .filter(name -> !isSecret(name))
        .toArray(String[]::new);
  }

  @Override
  public @Nullable Object getProperty(String name) {
    return isSecret(name) ? null : source.getProperty(name);
  }
}
