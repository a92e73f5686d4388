package io.github.paybell.protocol;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.lang.reflect.WildcardType;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What other people's code compiles against, as a text that is checked in and compared, so that a
 * change of it is seen in review. Run with {@code -Dpublic-api.write=true} to write the text anew.
 */
public final class PublicApi {
  private static final String OURS = "io.github.paybell.";

  private final SortedSet<Class<?>> types = new TreeSet<>(Comparator.comparing(Class::getName));

  private PublicApi() {}

  /** All public types of a package, nested ones included; it has to lie in a folder. */
  public static PublicApi ofPackage(Class<?> one) {
    var api = new PublicApi();
    try (var files =
        Files.list(Path.of(one.getResource(one.getSimpleName() + ".class").toURI()).getParent())) {
      for (var file : files.map(it -> it.getFileName().toString()).sorted().toList()) {
        if (file.endsWith(".class") && !file.equals("package-info.class")) {
          var type =
              Class.forName(
                  one.getPackageName() + "." + file.replace(".class", ""),
                  false,
                  one.getClassLoader());
          if (isPublic(type)) {
            api.types.add(type);
          }
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException | ClassNotFoundException e) {
      throw new IllegalStateException(e);
    }
    return api;
  }

  /** These types, and all of Paybell's that their public signatures lead to. */
  public static PublicApi from(Class<?>... entrances) {
    var api = new PublicApi();
    var open = new ArrayDeque<Class<?>>(List.of(entrances));
    for (var type = open.poll(); type != null; type = open.poll()) {
      if (api.types.add(type)) {
        open.addAll(named(type));
      }
    }
    return api;
  }

  /** The types' names. */
  public SortedSet<String> names() {
    return types.stream().map(Class::getName).collect(toCollection(TreeSet::new));
  }

  /** Paybell's types that the signatures name and that are not among the types. */
  public SortedSet<String> outside() {
    var outside = new TreeSet<String>();
    for (var type : types) {
      named(type).stream()
          .filter(it -> !types.contains(it))
          .map(Class::getName)
          .forEach(outside::add);
    }
    return outside;
  }

  /**
   * Compares with the checked-in file.
   *
   * @param resource from the root of the test resources
   */
  public void assertIs(String resource) {
    var text = text();
    try {
      if (Boolean.getBoolean("public-api.write")) {
        var file = Path.of("src/test/resources").resolve(resource);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
        return;
      }
      try (var expected = PublicApi.class.getClassLoader().getResourceAsStream(resource)) {
        assertThat(expected).as(resource).isNotNull();
        assertThat(text).isEqualTo(new String(expected.readAllBytes(), StandardCharsets.UTF_8));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Each type with its public members. */
  public String text() {
    return types.stream().flatMap(PublicApi::lines).collect(joining("\n", "", "\n"));
  }

  private static Stream<String> lines(Class<?> type) {
    return Stream.of(
            Stream.of(kind(type) + " " + name(type) + supertypes(type)),
            constants(type),
            type.isRecord()
                ? Arrays.stream(type.getRecordComponents()).map(PublicApi::text)
                : Stream.<String>empty(),
            constructors(type).map(PublicApi::text).sorted(),
            methods(type).map(PublicApi::text).sorted())
        .flatMap(it -> it);
  }

  private static String kind(Class<?> type) {
    return type.isAnnotation()
        ? "annotation"
        : type.isRecord()
            ? "record"
            : type.isEnum() ? "enum" : type.isInterface() ? "interface" : "class";
  }

  private static String supertypes(Class<?> type) {
    return supertypesOf(type)
        .map(it -> shortened(it.getTypeName()))
        .reduce((a, b) -> a + ", " + b)
        .map(it -> " : " + it)
        .orElse("");
  }

  /** What a type is beside its kind. */
  private static Stream<Type> supertypesOf(Class<?> type) {
    var parent = type.getGenericSuperclass();
    boolean says = type.getSuperclass() != null && !isImplied(type.getSuperclass());
    return Stream.concat(
        says ? Stream.of(parent) : Stream.empty(),
        type.isAnnotation() ? Stream.empty() : Arrays.stream(type.getGenericInterfaces()));
  }

  private static boolean isImplied(Class<?> parent) {
    return parent == Object.class || parent == Enum.class || parent == Record.class;
  }

  private static Stream<String> constants(Class<?> type) {
    return type.isEnum()
        ? Arrays.stream(type.getEnumConstants()).map(it -> "  " + ((Enum<?>) it).name())
        : fields(type)
            .map(it -> "  " + it.getName() + ": " + shortened(it.getGenericType().getTypeName()))
            .sorted();
  }

  private static Stream<Field> fields(Class<?> type) {
    return Arrays.stream(type.getDeclaredFields())
        .filter(it -> Modifier.isPublic(it.getModifiers()));
  }

  /** A record's main one is said by its components. */
  private static Stream<Constructor<?>> constructors(Class<?> type) {
    return Arrays.stream(type.getDeclaredConstructors())
        .filter(it -> Modifier.isPublic(it.getModifiers()) && !it.isSynthetic())
        .filter(it -> !type.isRecord() || !isCanonical(type, it));
  }

  private static boolean isCanonical(Class<?> type, Constructor<?> constructor) {
    return Arrays.equals(
        constructor.getParameterTypes(),
        Arrays.stream(type.getRecordComponents()).map(RecordComponent::getType).toArray());
  }

  private static Stream<Method> methods(Class<?> type) {
    return Arrays.stream(type.getDeclaredMethods())
        .filter(it -> Modifier.isPublic(it.getModifiers()) && !it.isSynthetic())
        .filter(it -> !isImplied(type, it));
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

  private static String text(Executable member) {
    var parameters =
        Arrays.stream(member.getGenericParameterTypes())
            .map(it -> shortened(it.getTypeName()))
            .collect(joining(", ", "(", ")"));
    return member instanceof Method method
        ? "  "
            + (Modifier.isStatic(method.getModifiers()) ? "static " : "")
            + (method.isDefault() ? "default " : "")
            + shortened(method.getGenericReturnType().getTypeName())
            + " "
            + method.getName()
            + parameters
        : "  new" + parameters;
  }

  private static String name(Class<?> type) {
    return shortened(type.getTypeName());
  }

  private static String shortened(String name) {
    return name.replace(OURS + "spring.", "")
        .replace(OURS, "")
        .replace("java.lang.", "")
        .replace("java.util.", "")
        .replace("java.time.", "");
  }

  /** Paybell's types in a type's public signatures, and those that are nested in it. */
  private static SortedSet<Class<?>> named(Class<?> type) {
    var named = new TreeSet<Class<?>>(Comparator.comparing(Class::getName));
    supertypesOf(type).forEach(it -> add(it, named));
    fields(type).forEach(it -> add(it.getGenericType(), named));
    if (type.isRecord()) {
      Arrays.stream(type.getRecordComponents()).forEach(it -> add(it.getGenericType(), named));
    }
    Stream.concat(constructors(type), methods(type))
        .forEach(
            it -> {
              Arrays.stream(it.getGenericParameterTypes()).forEach(one -> add(one, named));
              Arrays.stream(it.getGenericExceptionTypes()).forEach(one -> add(one, named));
              if (it instanceof Method method) {
                add(method.getGenericReturnType(), named);
              }
            });
    if (type.getDeclaringClass() != null) {
      add(type.getDeclaringClass(), named);
    }
    Arrays.stream(type.getDeclaredClasses()).filter(PublicApi::isPublic).forEach(named::add);
    return named;
  }

  private static void add(Type type, SortedSet<Class<?>> named) {
    if (type instanceof Class<?> one) {
      if (one.isArray()) {
        add(one.getComponentType(), named);
      } else if (one.getName().startsWith(OURS)) {
        named.add(one);
      }
    } else if (type instanceof ParameterizedType one) {
      add(one.getRawType(), named);
      Arrays.stream(one.getActualTypeArguments()).forEach(it -> add(it, named));
    } else if (type instanceof GenericArrayType one) {
      add(one.getGenericComponentType(), named);
    } else if (type instanceof WildcardType one) {
      Arrays.stream(one.getUpperBounds()).forEach(it -> add(it, named));
      Arrays.stream(one.getLowerBounds()).forEach(it -> add(it, named));
    } else if (type instanceof TypeVariable<?> one) {
      Arrays.stream(one.getBounds())
          .filter(it -> it instanceof Class<?>)
          .forEach(it -> add(it, named));
    }
  }

  private static boolean isPublic(Class<?> type) {
    for (Class<?> one = type; one != null; one = one.getDeclaringClass()) {
      if (!Modifier.isPublic(one.getModifiers())) {
        return false;
      }
    }
    return true;
  }
}
