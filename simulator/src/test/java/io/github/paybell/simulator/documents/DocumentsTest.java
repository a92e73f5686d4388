package io.github.paybell.simulator.documents;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/**
 * Each request and answer field that the protocol documents name is there with the documented type.
 * The fields are in {@code documented-fields.tsv}; all of them are looked for in what shops and a
 * simulator said to each other over HTTP, in one run through every interface.
 */
class DocumentsTest {
  private static final List<DocumentedField> TABLE = DocumentedField.all();
  private static final Sightings SEEN = new Sightings();

  @BeforeAll
  static void everyInterfaceIsUsed() {
    try (Bench bench = new Bench(SEEN)) {
      new V2Scenes(bench).play();
      new V3Orders(bench).play();
      new V3Refunds(bench).play();
      new FileScenes(bench).play();
    }
  }

  static Stream<DocumentedField> sent() {
    return TABLE.stream().filter(field -> field.leftOut().isEmpty());
  }

  static Stream<DocumentedField> leftOut() {
    return TABLE.stream().filter(field -> !field.leftOut().isEmpty());
  }

  /** Those that the platform sends; what the shops send beside is their own affair. */
  static Set<DocumentedMessage> messages() {
    return TABLE.stream()
        .filter(field -> field.direction() != Direction.REQUEST)
        .map(field -> new DocumentedMessage(field.message(), field.direction()))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("sent")
  @DisplayName("A documented field is there and has the documented type")
  void sent(DocumentedField field) {
    List<JsonNode> values = SEEN.of(field.message(), field.direction(), field.name());

    assertThat(values).as("%s of %s", field, field.section()).isNotEmpty();
    assertThat(values)
        .as("all are %s (%s)", field.type(), field.section())
        .allMatch(field.type()::fits);
    if (field.required()) {
      assertThat(values)
          .as("one in each \"%s\" (%s)", field.parent(), field.section())
          .hasSameSizeAs(SEEN.of(field.message(), field.direction(), field.parent()));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("leftOut")
  @DisplayName("A field that the table says is left out is never sent")
  void leftOut(DocumentedField field) {
    assertThat(SEEN.of(field.message(), field.direction(), field.name())).isEmpty();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("messages")
  @DisplayName("No message has a field that the table does not name")
  void nothingElse(DocumentedMessage message) {
    assertThat(TABLE.stream().filter(message::has).map(DocumentedField::name).toList())
        .containsAll(SEEN.names(message.name(), message.direction()));
  }
}
