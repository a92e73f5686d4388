package io.github.paybell.simulator.documents;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;

/** Every field that was seen, with all its values. */
final class Sightings {
  private record Place(String message, Direction direction) {}

  private static final Pattern TWO_NUMBERS = Pattern.compile("_\\d+_\\d+$");
  private static final Pattern ONE_NUMBER = Pattern.compile("_\\d+$");

  private final Map<String, Map<String, List<JsonNode>>> seen = new TreeMap<>();

  /** A message of v2, or anything else that is names and texts. */
  void see(String message, Direction direction, Map<String, String> fields) {
    Map<String, List<JsonNode>> place = place(message, direction);
    add(place, "", JsonNodeFactory.instance.objectNode());
    fields.forEach((name, value) -> add(place, unnumbered(name), value));
  }

  private static void add(Map<String, List<JsonNode>> place, String name, String value) {
    add(place, name, JsonNodeFactory.instance.stringNode(value));
    if (name.equals("promotion_detail")) {
      addInside(place, name, JsonMapper.shared().readTree(value));
    }
  }

  private static String unnumbered(String name) {
    String numbered = TWO_NUMBERS.matcher(name).replaceFirst("_\\$n_\\$m");
    return ONE_NUMBER.matcher(numbered).replaceFirst("_\\$n");
  }

  /** A message of v3: its members and, as {@code header:}, {@code ?} or {@code {}}, all else. */
  void see(String message, Direction direction, Map<String, String> around, JsonNode body) {
    Map<String, List<JsonNode>> place = place(message, direction);
    add(place, "", body);
    around.forEach((name, value) -> add(place, name, JsonNodeFactory.instance.stringNode(value)));
    addInside(place, "", body);
  }

  private static void addInside(Map<String, List<JsonNode>> place, String path, JsonNode node) {
    if (node.isArray()) {
      for (JsonNode element : node) {
        add(place, path + "[]", element);
        addInside(place, path + "[]", element);
      }
    }
    node.properties()
        .forEach(
            member -> {
              String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
              add(place, name, member.getValue());
              addInside(place, name, member.getValue());
            });
  }

  private static void add(Map<String, List<JsonNode>> place, String name, JsonNode value) {
    place.computeIfAbsent(name, unused -> new ArrayList<>()).add(value);
  }

  private Map<String, List<JsonNode>> place(String message, Direction direction) {
    return seen.computeIfAbsent(
        new Place(message, direction).toString(), unused -> new TreeMap<>());
  }

  /** All values of a field. */
  List<JsonNode> of(String message, Direction direction, String name) {
    return place(message, direction).getOrDefault(name, List.of());
  }

  /** All fields of a message; elements of arrays are none. */
  Set<String> names(String message, Direction direction) {
    Set<String> names = new TreeSet<>(place(message, direction).keySet());
    names.removeIf(name -> name.isEmpty() || name.endsWith("[]"));
    return names;
  }
}
