package io.github.paybell.spring.autoconfigure;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.spring.Paybell;
import java.io.IOException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * What a shop's code compiles against. A change shows as a change of the checked-in file; {@code
 * -Dpublic-api.write=true} writes it anew.
 */
class PublicApiTest {
  private static final Path FILE =
      Path.of("src/test/resources/io/github/paybell/spring/public-api.txt");

  @Test
  @DisplayName("the public API is what the checked-in file says, and hands out no engine type")
  void api() throws IOException, URISyntaxException, ClassNotFoundException {
    var lines = new ArrayList<String>();
    for (var type : types()) {
      describe(type, lines);
    }
    var api = String.join("\n", lines) + "\n";

    assertThat(api).doesNotContain("paybell.engine").doesNotContain("spring.autoconfigure");
    if (Boolean.getBoolean("public-api.write")) {
      Files.createDirectories(FILE.getParent());
      Files.writeString(FILE, api);
    }
    try (var expected =
        PublicApiTest.class.getResourceAsStream("/io/github/paybell/spring/public-api.txt")) {
      assertThat(api).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
    }
  }

  private static List<Class<?>> types()
      throws IOException, URISyntaxException, ClassNotFoundException {
    var folder = Path.of(Paybell.class.getResource("Paybell.class").toURI()).getParent();
    var types = new ArrayList<Class<?>>();
    try (var files = Files.list(folder)) {
      for (var file : files.filter(it -> it.toString().endsWith(".class")).sorted().toList()) {
        var name = file.getFileName().toString().replace(".class", "");
        if (!name.equals("package-info")) {
          var type = Class.forName(Paybell.class.getPackageName() + "." + name);
          if (Modifier.isPublic(type.getModifiers())) {
            types.add(type);
          }
        }
      }
    }
    return types;
  }

  private static void describe(Class<?> type, List<String> lines) {
    var kind =
        type.isRecord()
            ? "record"
            : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
    lines.add(kind + " " + name(type));
    if (type.isEnum()) {
      Arrays.stream(type.getEnumConstants()).map(it -> "  " + it).forEach(lines::add);
    }
    if (type.isRecord()) {
      Arrays.stream(type.getRecordComponents()).map(PublicApiTest::text).forEach(lines::add);
    }
    Arrays.stream(type.getDeclaredMethods())
        .filter(it -> Modifier.isPublic(it.getModifiers()) && !it.isSynthetic())
        .filter(it -> !isImplied(type, it))
        .map(PublicApiTest::text)
        .sorted()
        .forEach(lines::add);
  }

  private static boolean isImplied(Class<?> type, Method method) {
    return List.of("toString", "hashCode", "equals").contains(method.getName())
        || type.isEnum() && List.of("values", "valueOf").contains(method.getName())
        || type.isRecord()
            && Arrays.stream(type.getRecordComponents())
                .anyMatch(it -> it.getAccessor().equals(method));
  }

  private static String text(RecordComponent component) {
    return "  " + component.getName() + ": " + shortened(component.getGenericType().getTypeName());
  }

  private static String text(Method method) {
    return "  "
        + (Modifier.isStatic(method.getModifiers()) ? "static " : "")
        + (method.isDefault() ? "default " : "")
        + shortened(method.getGenericReturnType().getTypeName())
        + " "
        + method.getName()
        + Arrays.stream(method.getGenericParameterTypes())
            .map(it -> shortened(it.getTypeName()))
            .collect(joining(", ", "(", ")"));
  }

  private static String name(Class<?> type) {
    return shortened(type.getTypeName());
  }

  private static String shortened(String name) {
    return name.replace("io.github.paybell.spring.", "")
        .replace("java.lang.", "")
        .replace("java.util.", "")
        .replace("java.time.", "");
  }
}
