package io.github.paybell.cli;

import io.github.paybell.simulator.trigger.TriggerEvent;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The event of {@code paybell trigger}. */
final class EventConverter implements ITypeConverter<TriggerEvent> {
  @Override
  public TriggerEvent convert(String value) {
    return TriggerEvent.named(value)
        .orElseThrow(
            () ->
                new TypeConversionException(
                    "no event \""
                        + value
                        + "\"; there are "
                        + String.join(", ", TriggerEvent.names())));
  }
}
