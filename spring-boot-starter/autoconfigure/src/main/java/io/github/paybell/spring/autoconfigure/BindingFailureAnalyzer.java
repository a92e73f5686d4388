package io.github.paybell.spring.autoconfigure;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.core.Ordered;
import org.springframework.core.convert.ConversionException;
import org.springframework.core.convert.ConversionFailedException;

/** Explains a value under {@code paybell} that cannot be: which key, what is wrong, what to do. */
final class BindingFailureAnalyzer extends AbstractFailureAnalyzer<BindException>
    implements Ordered {
  @Override
  protected @Nullable FailureAnalysis analyze(Throwable root, BindException cause) {
    var name = cause.getName().toString();
    if (!name.equals(PaybellProperties.PREFIX)
        && !name.startsWith(PaybellProperties.PREFIX + ".")) {
      return null;
    }
    var unbound = findCause(cause, UnboundConfigurationPropertiesException.class);
    if (unbound != null) {
      return new FailureAnalysis(
          "There is no such key: "
              + unbound.getUnboundProperties().stream()
                  .map(property -> property.getName() + where(property))
                  .collect(Collectors.joining(", "))
              + ".",
          "Correct its spelling or remove it; the keys are in docs/configuration.md and in the"
              + " configuration metadata that an editor completes.",
          cause);
    }
    var property = innermost(cause);
    var conversion = findCause(cause, ConversionException.class);
    if (conversion != null && property != null) {
      // The value is not repeated: it may have been meant for another key, a secret one.
      return new FailureAnalysis(
          property.getName() + " has a value that it cannot take" + where(property) + ".",
          "Write " + wanted(wantedType(cause)) + ".",
          cause);
    }
    var reason = findCause(cause, IllegalArgumentException.class);
    return reason == null
        ? null
        : new FailureAnalysis(
            (String.valueOf(reason.getMessage()).startsWith(PaybellProperties.PREFIX + ".")
                    ? ""
                    : name + ": ")
                + reason.getMessage()
                + (property == null ? "" : where(property))
                + ".",
            "Correct that key; docs/configuration.md has each with its default and its range.",
            cause);
  }

  private static @Nullable ConfigurationProperty innermost(BindException outer) {
    ConfigurationProperty property = null;
    for (Throwable cause = outer; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException bind && bind.getProperty() != null) {
        property = bind.getProperty();
      }
    }
    return property;
  }

  // Of a list it is the element.
  private static Class<?> wantedType(BindException outer) {
    Class<?> type = Object.class;
    for (Throwable cause = outer; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException bind) {
        type = bind.getTarget().getType().resolve(Object.class);
      } else if (cause instanceof ConversionFailedException conversion) {
        type = conversion.getTargetType().getType();
      }
    }
    return type;
  }

  private static String wanted(Class<?> type) {
    if (type == int.class || type == long.class) {
      return "a whole number";
    }
    if (type == boolean.class) {
      return "true or false";
    }
    var constants = type.getEnumConstants();
    if (constants != null) {
      return "one of "
          + Arrays.stream(constants)
              .map(it -> it.toString().toLowerCase(Locale.ROOT).replace('_', '-'))
              .collect(Collectors.joining(", "));
    }
    return "what docs/configuration.md says of this key";
  }

  private static String where(ConfigurationProperty property) {
    return property.getOrigin() == null ? "" : " (" + property.getOrigin() + ")";
  }

  // Before Spring Boot's own, which repeats values.
  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }
}
