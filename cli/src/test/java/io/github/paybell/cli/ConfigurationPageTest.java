package io.github.paybell.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.server.settings.PaybellSettings;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/** The pages of the configuration name each key of server and starter with its default. */
class ConfigurationPageTest {
  private static final Pattern ROW =
      Pattern.compile("(?m)^\\| `([^`]+)` \\| ([^|]+) \\| ([^|]+) \\| .+ \\|$");

  // By its name: the build of ./paybell, which skips the tests, compiles them without the starter.
  private static final String STARTER = "io.github.paybell.spring.autoconfigure.PaybellProperties";

  /** A row as it must be; an absent default is one that the page may put in words. */
  private record Row(String in, String standard) {}

  @ParameterizedTest
  @CsvSource({"configuration.md, both, server", "configuration.zh-CN.md, 两者, 服务器"})
  @DisplayName("the table is the records: each key, who has it, and its default")
  void table(String page, String both, String server) throws Exception {
    var ofServer = keys(PaybellSettings.class);
    var ofStarter = keys(Class.forName(STARTER));
    var expected = new TreeMap<String, Row>();
    ofStarter.forEach((key, standard) -> expected.put(key, new Row("starter", standard)));
    ofServer.forEach(
        (key, standard) ->
            expected.put(key, new Row(ofStarter.containsKey(key) ? both : server, standard)));

    var text = Files.readString(Path.of("../docs", page));
    var written = new TreeMap<String, Row>();
    for (var row : ROW.matcher(text).results().toList()) {
      var inWords = !row.group(3).startsWith("`");
      assertThat(written.put(row.group(1), new Row(row.group(2), inWords ? "" : row.group(3))))
          .as(row.group(1) + " twice")
          .isNull();
    }

    assertThat(written).isEqualTo(expected);
  }

  /** Key to default, in the form of the page. */
  private static Map<String, String> keys(Class<?> settings) {
    var keys = new TreeMap<String, String>();
    collect(settings, "", keys);
    return keys;
  }

  private static void collect(Class<?> group, String prefix, Map<String, String> keys) {
    var components = group.getRecordComponents();
    var parameters = group.getDeclaredConstructors()[0].getParameters();
    for (int i = 0; i < components.length; i++) {
      var given = parameters[i].getAnnotation(Name.class);
      var name = given == null ? dashed(components[i].getName()) : given.value();
      leaf(components[i].getGenericType(), prefix + name, standard(parameters[i]), keys);
    }
  }

  private static void leaf(Type type, String key, String standard, Map<String, String> keys) {
    if (type instanceof ParameterizedType map && map.getRawType() == Map.class) {
      leaf(map.getActualTypeArguments()[1], key + ".{name}", "", keys);
    } else if (type instanceof Class<?> group && group.isRecord()) {
      collect(group, key + ".", keys);
    } else {
      keys.put(key, standard);
    }
  }

  private static String standard(Parameter parameter) {
    var standard = parameter.getAnnotation(DefaultValue.class);
    List<String> values = new ArrayList<>(standard == null ? List.of() : List.of(standard.value()));
    values.remove("");
    return values.isEmpty() ? "" : "`" + String.join(", ", values) + "`";
  }

  private static String dashed(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }
}
