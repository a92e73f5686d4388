package io.github.paybell.simulator.documents;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/**
 * A row of the table.
 *
 * @param message where it stands, such as {@code v2 refund}
 * @param direction who says it
 * @param name of the field, or the path to the member
 * @param type as documented
 * @param required whether it stands wherever its parent does
 * @param section of the documents
 * @param when it stands there, if not always
 * @param leftOut why it is not sent, or empty
 */
record DocumentedField(
    String message,
    Direction direction,
    String name,
    FieldType type,
    boolean required,
    String section,
    String when,
    String leftOut) {

  /** The whole table. */
  static List<DocumentedField> all() {
    try (InputStream table = DocumentedField.class.getResourceAsStream("documented-fields.tsv")) {
      String text =
          new String(Objects.requireNonNull(table).readAllBytes(), StandardCharsets.UTF_8);
      return text.lines()
          .filter(line -> !line.startsWith("#") && !line.startsWith("message\t"))
          .map(DocumentedField::of)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static DocumentedField of(String line) {
    String[] columns = line.split("\t", -1);
    if (columns.length != 8 || !columns[4].matches("required|conditional")) {
      throw new IllegalArgumentException("not a row of the table: " + line);
    }
    return new DocumentedField(
        columns[0],
        Direction.valueOf(columns[1].toUpperCase(Locale.ROOT)),
        columns[2],
        FieldType.of(columns[3]),
        columns[4].equals("required"),
        columns[5],
        columns[6],
        columns[7]);
  }

  /** The field that must be there for this one to be; the message itself is the empty name. */
  String parent() {
    int dot = name.startsWith("header:") ? -1 : name.lastIndexOf('.');
    return dot < 0 ? "" : name.substring(0, dot);
  }

  @Override
  public String toString() {
    return message + ", " + direction.name().toLowerCase(Locale.ROOT) + ": " + name;
  }
}
