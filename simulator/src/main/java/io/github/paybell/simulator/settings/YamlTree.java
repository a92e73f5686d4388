package io.github.paybell.simulator.settings;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A YAML file as the JSON that it would be.
 *
 * <p>SnakeYAML's own scalars are those of YAML 1.1, to which {@code 10:00} is the number 600 and
 * {@code no} is false; here they are JSON's, as in YAML 1.2, and everything else is text.
 */
final class YamlTree {
  private static final Pattern WHOLE = Pattern.compile("-?(0|[1-9]\\d{0,17})");
  private static final Pattern NUMBER =
      Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][-+]?\\d+)?");
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  private final Path file;

  private YamlTree(Path file) {
    this.file = file;
  }

  /**
   * Reads a file.
   *
   * @return the mapping of its one document, nowhere shared; null if the file says nothing
   * @throws IllegalArgumentException if it cannot be read, is not YAML, or is no mapping
   */
  static @Nullable MappingNode read(Path file) {
    Node root;
    try {
      root =
          new Yaml(new SafeConstructor(new LoaderOptions()))
              .compose(new StringReader(Files.readString(file)));
    } catch (MarkedYAMLException e) {
      // Its message shows the line itself, which may be a key.
      var mark = e.getProblemMark();
      throw new IllegalArgumentException(
          file
              + (mark == null ? "" : " line " + (mark.getLine() + 1))
              + " is not valid YAML: "
              + e.getProblem(),
          e);
    } catch (YAMLException e) {
      throw new IllegalArgumentException(file + " is not valid YAML", e);
    } catch (IOException e) {
      throw new IllegalArgumentException(
          "cannot read "
              + file
              + (Files.exists(file)
                  ? " (" + e.getClass().getSimpleName() + ")"
                  : ": there is no such file"),
          e);
    }
    if (root == null) {
      return null;
    }
    if (!(root instanceof MappingNode mapping)) {
      throw new IllegalArgumentException(
          file + ": a file of settings has keys, such as \"port: 9090\"");
    }
    return mapping;
  }

  /**
   * A value as JSON.
   *
   * @throws IllegalArgumentException if a key is repeated or no text
   */
  static JsonNode json(Path file, Node node) {
    return new YamlTree(file).json(node);
  }

  /** The text of a key. */
  static String key(Path file, Node key) {
    if (key instanceof ScalarNode scalar) {
      return scalar.getValue();
    }
    throw new IllegalArgumentException(where(file, key) + ": a key is a word");
  }

  /** File and line, for the beginning of a sentence. */
  static String where(Path file, Node node) {
    return file + " line " + (node.getStartMark().getLine() + 1);
  }

  private JsonNode json(Node node) {
    if (node instanceof MappingNode mapping) {
      return object(mapping);
    }
    if (node instanceof SequenceNode sequence) {
      ArrayNode array = JSON.arrayNode();
      sequence.getValue().forEach(it -> array.add(json(it)));
      return array;
    }
    return scalar((ScalarNode) node);
  }

  private ObjectNode object(MappingNode mapping) {
    ObjectNode object = JSON.objectNode();
    for (NodeTuple tuple : mapping.getValue()) {
      String key = key(file, tuple.getKeyNode());
      if (object.has(key)) {
        throw new IllegalArgumentException(
            where(file, tuple.getKeyNode()) + ": " + key + " is here twice");
      }
      object.set(key, json(tuple.getValueNode()));
    }
    return object;
  }

  private static JsonNode scalar(ScalarNode scalar) {
    String text = scalar.getValue();
    if (scalar.getScalarStyle() != ScalarStyle.PLAIN) {
      return JSON.stringNode(text);
    }
    return switch (text.toLowerCase(Locale.ROOT)) {
      case "true" -> JSON.booleanNode(true);
      case "false" -> JSON.booleanNode(false);
      case "", "~", "null" -> JSON.nullNode();
      default -> numberOrText(text);
    };
  }

  private static JsonNode numberOrText(String text) {
    if (WHOLE.matcher(text).matches()) {
      return JSON.numberNode(Long.parseLong(text));
    }
    return NUMBER.matcher(text).matches()
        ? JSON.numberNode(Double.parseDouble(text))
        : JSON.stringNode(text);
  }
}
