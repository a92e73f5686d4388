package io.github.paybell.simulator.wire;

import io.github.paybell.simulator.platform.Api;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The messages of other products: one table, {@code products.txt}. */
public final class Products {
  private static final int COLUMNS = 5;

  /** All, in the table's order. */
  public static final List<Product> ALL = read();

  private Products() {}

  /** The one of that name; the event_type alone names it where there is only one. */
  public static Optional<Product> named(String name) {
    return ALL.stream()
        .filter(it -> it.name().equals(name) || it.eventType().equals(name))
        .findFirst();
  }

  /** The names of all. */
  public static List<String> names() {
    return ALL.stream().map(Product::name).toList();
  }

  private static List<Product> read() {
    try (InputStream in = Products.class.getResourceAsStream("products.txt")) {
      if (in == null) {
        throw new IllegalStateException("products.txt is missing: a defect of the build");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8)
          .lines()
          .filter(line -> !line.startsWith("#"))
          .map(Products::product)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Product product(String line) {
    String[] columns = line.split("\\|", COLUMNS);
    return new Product(
        Api.valueOf(columns[0].strip().toUpperCase(Locale.ROOT)),
        columns[1].strip(),
        columns[2].strip(),
        columns[3].strip(),
        columns[4].strip());
  }
}
