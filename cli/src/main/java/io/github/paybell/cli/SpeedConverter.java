package io.github.paybell.cli;

import io.github.paybell.simulator.clock.Speed;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** {@code --speed}: a whole number or {@code manual}. */
final class SpeedConverter implements ITypeConverter<Speed> {
  @Override
  public Speed convert(String value) {
    try {
      return Speed.parse(value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
