package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.platform.Rules;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;

/** Rules that differ from the usual ones in one setting. */
final class RulesChange {
  private RulesChange() {}

  static Rules with(String name, Object value) {
    return with(Rules.DEFAULT, name, value);
  }

  static Rules with(Rules base, String name, Object value) {
    RecordComponent[] components = Rules.class.getRecordComponents();
    try {
      Object[] values = new Object[components.length];
      for (int i = 0; i < components.length; i++) {
        values[i] =
            components[i].getName().equals(name) ? value : components[i].getAccessor().invoke(base);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      return Rules.class.getDeclaredConstructor(types).newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalArgumentException("no rule " + name, e);
    }
  }
}
