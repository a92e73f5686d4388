package io.github.paybell.simulator.settings;

import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.control.MerchantJson;
import io.github.paybell.simulator.control.Nearest;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.fault.FaultJson;
import io.github.paybell.simulator.platform.Dice;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.NodeTuple;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The simulator's file, in YAML: {@code host}, {@code port}, {@code tls-port}, {@code
 * ca-directory}, {@code base-url}, {@code seed}, {@code speed}, {@code rules} (as {@code PUT
 * /sim/rules}), {@code merchants} (a list, each as {@code PUT /sim/merchants/{mchid}} with its
 * {@code mchid}) and {@code faults} (as {@code PUT /sim/faults}). A scenario is the same file with
 * {@code rules} and {@code faults} only.
 */
public final class SimulatorSettings {
  private static final List<String> KEYS =
      List.of(
          "host",
          "port",
          "tls-port",
          "ca-directory",
          "base-url",
          "seed",
          "speed",
          "rules",
          "merchants",
          "faults");

  private final Path file;
  private final Map<String, NodeTuple> entries = new LinkedHashMap<>();

  private SimulatorSettings(Path file, MappingNode root) {
    this.file = file;
    for (NodeTuple entry : root.getValue()) {
      String key = YamlTree.key(file, entry.getKeyNode());
      String where = YamlTree.where(file, entry.getKeyNode());
      if (!KEYS.contains(key)) {
        throw new IllegalArgumentException(
            where + ": " + Nearest.refuse("setting", key, KEYS).getMessage());
      }
      if (entries.put(key, entry) != null) {
        throw new IllegalArgumentException(where + ": " + key + " is here twice");
      }
    }
  }

  /**
   * Reads a file.
   *
   * @param yaml the file
   * @param base what holds where the file says nothing
   * @return the options; credentials that a merchant leaves out are made up from the file's seed
   * @throws IllegalArgumentException in one sentence with file and line: an unknown key and the
   *     nearest one, a value that cannot be, or a file that cannot be read
   */
  public static SimulatorOptions read(Path yaml, SimulatorOptions base) {
    MappingNode root = YamlTree.read(yaml);
    return root == null ? base : new SimulatorSettings(yaml, root).over(base);
  }

  private SimulatorOptions over(SimulatorOptions base) {
    long seed = value("seed", base.seed(), SimulatorSettings::whole);
    Integer tlsPort = value("tls-port", SimulatorSettings::port);
    String baseUrl = value("base-url", SimulatorSettings::address);
    return new SimulatorOptions(
        value("host", base.host(), SimulatorSettings::text),
        value("port", base.port(), SimulatorSettings::port),
        tlsPort == null ? base.tlsPort() : tlsPort,
        value("ca-directory", base.caDirectory(), json -> Path.of(text(json))),
        baseUrl == null ? base.baseUrl() : baseUrl,
        seed,
        value("speed", base.speed(), json -> Speed.parse(json.asString())),
        value("rules", base.rules(), json -> RulesJson.apply(base.rules(), json)),
        value("merchants", base.merchants(), json -> merchants(json, new Dice(seed))),
        value("faults", base.faults(), FaultJson::list),
        base.real());
  }

  private interface Reading<T> {
    /**
     * Reads a value.
     *
     * @throws IllegalArgumentException in a sentence that follows the key
     */
    T read(JsonNode json);
  }

  private <T> T value(String key, T otherwise, Reading<T> reading) {
    T read = value(key, reading);
    return read == null ? otherwise : read;
  }

  private <T> @Nullable T value(String key, Reading<T> reading) {
    NodeTuple entry = entries.get(key);
    if (entry == null) {
      return null;
    }
    JsonNode json = YamlTree.json(file, entry.getValueNode());
    if (json.isNull()) {
      // "faults:" with nothing behind it.
      return null;
    }
    try {
      return reading.read(json);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          YamlTree.where(file, entry.getKeyNode()) + ": " + key + ": " + e.getMessage(), e);
    }
  }

  private static List<Merchant> merchants(JsonNode json, Dice dice) {
    if (!json.isArray()) {
      throw new IllegalArgumentException("is a list, such as - mchid: \"1900000110\"");
    }
    List<Merchant> merchants = new ArrayList<>();
    Merchants known = new Merchants();
    for (JsonNode one : json) {
      Merchant merchant = MerchantJson.read(texts(one), known, dice);
      known.put(merchant);
      merchants.add(merchant);
    }
    return merchants;
  }

  /** All members of a merchant are texts; numbers in YAML need no quotation marks for that. */
  private static JsonNode texts(JsonNode json) {
    JsonNodeFactory factory = JsonNodeFactory.instance;
    if (json.isNumber()) {
      return factory.stringNode(json.asString());
    }
    if (json.isArray()) {
      var array = factory.arrayNode();
      json.forEach(it -> array.add(texts(it)));
      return array;
    }
    if (json.isObject()) {
      var object = factory.objectNode();
      json.properties().forEach(it -> object.set(it.getKey(), texts(it.getValue())));
      return object;
    }
    return json;
  }

  private static String text(JsonNode json) {
    if (!json.isString() || json.stringValue().isBlank()) {
      throw new IllegalArgumentException("is a text, not " + json);
    }
    return json.stringValue();
  }

  private static long whole(JsonNode json) {
    if (!json.isIntegralNumber()) {
      throw new IllegalArgumentException("is a whole number, not " + json);
    }
    return json.longValue();
  }

  private static Integer port(JsonNode json) {
    long port = whole(json);
    if (port < 0 || port > 65_535) {
      throw new IllegalArgumentException("is 0 to 65535, not " + port);
    }
    return (int) port;
  }

  private static String address(JsonNode json) {
    String address = text(json);
    if (!address.matches("https?://[^/?#]+/?")) {
      throw new IllegalArgumentException(
          "is an address without a path, such as http://192.168.1.5:9090, not " + address);
    }
    return address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
  }
}
