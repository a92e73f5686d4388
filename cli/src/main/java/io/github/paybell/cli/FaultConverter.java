package io.github.paybell.cli;

import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultJson;
import io.github.paybell.simulator.trigger.Trigger;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/** {@code --fault}: a name, or a JSON object as the simulator's page writes it. */
final class FaultConverter implements ITypeConverter<Fault> {
  @Override
  public Fault convert(String value) {
    try {
      Fault fault =
          value.startsWith("{")
              ? FaultJson.one(JsonMapper.shared().readTree(value)).fault()
              : Fault.named(value);
      if (Trigger.canUse(fault.kind())) {
        return fault;
      }
      throw new TypeConversionException(
          fault.kind().wireName()
              + " needs the simulator; without it there are "
              + String.join(", ", Trigger.faultNames()));
    } catch (JacksonException e) {
      throw new TypeConversionException("not JSON: " + value);
    } catch (IllegalArgumentException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
