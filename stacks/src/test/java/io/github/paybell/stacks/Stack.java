package io.github.paybell.stacks;

import io.github.paybell.stacks.druid.DruidShop;
import io.github.paybell.stacks.dynamic.DynamicShop;
import io.github.paybell.stacks.jdbc.JdbcShop;
import io.github.paybell.stacks.jpa.JpaShop;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/**
 * What shops are made of. The settings of each are in the file of its name, as in an
 * application.yml.
 */
enum Stack {
  HIKARI_JPA(
      "Hikari, Spring Data JPA, Connector/J",
      JpaShop.class,
      Set.of(Starter.JPA),
      List.of("HikariDataSource", "MySQL Connector/J"),
      Map.of("/orders", "200 [\"")),
  DRUID_MYBATIS_PLUS(
      "Druid (stat, wall), MyBatis-Plus, Sa-Token, Connector/J",
      DruidShop.class,
      Set.of(Starter.DRUID, Starter.MYBATIS_PLUS, Starter.SA_TOKEN),
      List.of("DruidDataSourceWrapper", "StatFilter", "WallFilter", "MySQL Connector/J"),
      Map.of(
          "/api/orders", "200 {\"code\": 401",
          "/api/login", "200 {\"code\":200,\"msg\":\"ok\",\"data\":{\"captcha\"")),
  DYNAMIC_DATASOURCE(
      "dynamic-datasource (two databases), Hikari, Connector/J",
      DynamicShop.class,
      Set.of(Starter.DYNAMIC_DATASOURCE),
      List.of("DynamicRoutingDataSource", "MySQL Connector/J"),
      Map.of("/teas", "200 [\"明前龙井\"]")),
  DBCP2(
      "DBCP2, Connector/J",
      JdbcShop.class,
      Set.of(),
      List.of("BasicDataSource", "MySQL Connector/J"),
      Map.of("/orders", "200 [\"")),
  MARIADB_DRIVER(
      "Hikari, MariaDB's driver",
      JdbcShop.class,
      Set.of(),
      List.of("HikariDataSource", "MariaDB Connector/J"),
      Map.of("/orders", "200 [\"")),
  SPRING_SECURITY(
      "Spring Security (form login, CSRF), Hikari, Connector/J",
      JdbcShop.class,
      Set.of(Starter.SECURITY),
      List.of("HikariDataSource", "MySQL Connector/J"),
      Map.of("/orders", "302 "));

  /** Those that every build tries; {@code stacks/run} tries all. */
  static final Set<Stack> EVERY_BUILD =
      Collections.unmodifiableSet(EnumSet.of(HIKARI_JPA, DRUID_MYBATIS_PLUS));

  /** For people. */
  final String title;

  final Class<?> shop;

  /** What the shop's pom would name; the others are as good as not on the class path. */
  final Set<Starter> starters;

  /** The DataSource, its filters, and the driver, so that no default stands in for one of them. */
  final List<String> parts;

  /** Pages of the shop, and how the answer to somebody who is not logged in begins. */
  final Map<String, String> pages;

  Stack(
      String title,
      Class<?> shop,
      Set<Starter> starters,
      List<String> parts,
      Map<String, String> pages) {
    this.title = title;
    this.shop = shop;
    this.starters = starters;
    this.parts = parts;
    this.pages = pages;
  }

  /** The name of its file of settings. */
  String settings() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  @Override
  public String toString() {
    return title;
  }

  /** A starter that not every shop has, and where its auto-configurations are. */
  enum Starter {
    JPA("org.springframework.boot.hibernate.", "org.springframework.boot.data.jpa."),
    DRUID("com.alibaba.druid."),
    MYBATIS_PLUS("com.baomidou.mybatisplus."),
    DYNAMIC_DATASOURCE("com.baomidou.dynamic."),
    SA_TOKEN("cn.dev33.satoken."),
    SECURITY("org.springframework.boot.security.");

    private final List<String> packages;

    Starter(String... packages) {
      this.packages = List.of(packages);
    }

    boolean brings(String autoConfiguration) {
      return packages.stream().anyMatch(autoConfiguration::startsWith);
    }
  }
}
