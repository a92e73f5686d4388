package io.github.paybell.simulator.documents;

import java.util.Comparator;
import java.util.Locale;

/** A message of the table. */
record DocumentedMessage(String name, Direction direction)
    implements Comparable<DocumentedMessage> {

  boolean has(DocumentedField field) {
    return field.message().equals(name) && field.direction() == direction;
  }

  @Override
  public int compareTo(DocumentedMessage other) {
    return Comparator.comparing(DocumentedMessage::name)
        .thenComparing(DocumentedMessage::direction)
        .compare(this, other);
  }

  @Override
  public String toString() {
    return name + ", " + direction.name().toLowerCase(Locale.ROOT);
  }
}
