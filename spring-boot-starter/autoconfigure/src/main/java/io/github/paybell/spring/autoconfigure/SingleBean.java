package io.github.paybell.spring.autoconfigure;

import io.github.paybell.settings.SettingsException;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;

/** The one bean of a type that Paybell works with. */
final class SingleBean {
  private SingleBean() {}

  /**
   * @param how one sentence: how to have one
   * @param fits which of several it must be, if none of them is primary and it says so of one only
   * @throws SettingsException if there is none, or several that may be meant
   */
  static <T> T of(ObjectProvider<T> beans, String what, String how, Predicate<T> fits) {
    var only = beans.getIfUnique();
    if (only != null) {
      return only;
    }
    long several = beans.stream().count();
    var fitting = beans.stream().filter(fits).limit(2).toList();
    if (several > 1 && fitting.size() == 1) {
      return fitting.get(0);
    }
    throw several == 0
        ? new SettingsException(
            "Paybell keeps its records in the shop's database, and there is no " + what + " bean.",
            how)
        : new SettingsException(
            "There are " + several + " beans of type " + what + " and none of them is primary.",
            "Mark the one that belongs to the shop's orders @Primary: Paybell's records go there,"
                + " in the same transactions.");
  }
}
