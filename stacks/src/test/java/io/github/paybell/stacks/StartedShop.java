package io.github.paybell.stacks;

import com.alibaba.druid.pool.DruidDataSource;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.FreePort;
import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.control.ClientConfig;
import io.github.paybell.simulator.messenger.MessageAttempt;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.spring.Paybell;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import javax.sql.DataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.context.ConfigurableApplicationContext;

/** A shop that runs, on a MySQL database of its own, with the simulator as WeChat Pay. */
final class StartedShop implements AutoCloseable {
  private static final String PASSWORD = "Longjing#2026";

  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;
  private final String database;
  private final Simulator wechat;
  private final ConfigurableApplicationContext context;

  private StartedShop(
      String url, String database, Simulator wechat, ConfigurableApplicationContext context) {
    this.url = url;
    this.database = database;
    this.wechat = wechat;
    this.context = context;
  }

  /** Starts it as its main method would, with the settings that a machine brings along. */
  static StartedShop start(Stack stack) throws Exception {
    var url = "http://127.0.0.1:" + FreePort.choose();
    var folder = Files.createTempDirectory("shop");
    var settings = new LinkedHashMap<String, String>();
    settings.put("spring.config.name", stack.settings());
    settings.put("spring.config.import", "file:" + folder.resolve("paybell.yml"));
    settings.put("spring.autoconfigure.exclude", without(stack));
    settings.put("logging.config", "classpath:stacks-logback.xml");
    settings.put("spring.main.banner-mode", "off");
    settings.put("spring.main.register-shutdown-hook", "false");
    settings.put("server.address", "127.0.0.1");
    settings.put("server.port", Integer.toString(URI.create(url).getPort()));
    settings.put("paybell.base-url", url);
    settings.put("paybell.data-dir", folder.toString());
    // The first gap leaves the paid order to its notification.
    settings.put("paybell.healing.ladder", "3s,1s");
    settings.put("paybell.delivery.backoff", "1s,1s,1s,5s");
    var root = TestStores.MYSQL.empty().url();
    settings.putAll(database(root));
    var wechat = Simulator.start(SimulatorOptions.forTests());
    try {
      Files.writeString(folder.resolve("paybell.yml"), accounts(wechat));
      var context =
          new SpringApplicationBuilder(stack.shop, Stumbling.class)
              .run(
                  settings.entrySet().stream()
                      .map(each -> "--" + each.getKey() + "=" + each.getValue())
                      .toArray(String[]::new));
      return new StartedShop(url, root, wechat, context);
    } catch (RuntimeException | IOException e) {
      wechat.close();
      throw e;
    }
  }

  /** A user as a DBA makes one: with rights on its own two databases, and on nothing else. */
  private static Map<String, String> database(String first) throws SQLException {
    var second = TestStores.MYSQL.empty().url();
    var name = first.substring(first.lastIndexOf('/') + 1);
    var other = second.substring(second.lastIndexOf('/') + 1);
    var user = "shop_" + name;
    try (var connection = root(first);
        var sql = connection.createStatement()) {
      sql.execute("create user " + user + " identified by '" + PASSWORD + "'");
      sql.execute("grant all on " + name + ".* to " + user);
      sql.execute("grant all on " + other + ".* to " + user);
    }
    return Map.of(
        "db.address", URI.create(first.substring("jdbc:".length())).getAuthority(),
        "db.name", name,
        "db.second", other,
        "db.username", user,
        "db.password", PASSWORD);
  }

  private static Connection root(String url) throws SQLException {
    return DriverManager.getConnection(url, "root", "");
  }

  private static String without(Stack stack) {
    var loader = StartedShop.class.getClassLoader();
    return StreamSupport.stream(
            ImportCandidates.load(AutoConfiguration.class, loader).spliterator(), false)
        .filter(
            each ->
                Arrays.stream(Stack.Starter.values())
                    .anyMatch(it -> it.brings(each) && !stack.starters.contains(it)))
        .collect(Collectors.joining(","));
  }

  private static String accounts(Simulator wechat) {
    return ClientConfig.of(
        "paybell", wechat.merchant(), new Merchants().certificate(), wechat.url());
  }

  Simulator wechat() {
    return wechat;
  }

  Paybell paybell() {
    return context.getBean(Paybell.class);
  }

  /** What it really runs on: the DataSource, its filters, the driver. */
  List<String> parts() throws SQLException {
    var source = context.getBean(DataSource.class);
    var parts = new ArrayList<String>();
    parts.add(source.getClass().getSimpleName());
    if (source instanceof DruidDataSource druid) {
      druid.getProxyFilters().forEach(each -> parts.add(each.getClass().getSimpleName()));
    }
    try (var connection = source.getConnection()) {
      parts.add(connection.getMetaData().getDriverName());
    }
    return parts;
  }

  /** Status and body of a page, as a browser without a session gets it. */
  String page(String path) throws IOException, InterruptedException {
    var request =
        HttpRequest.newBuilder(URI.create(url + path)).header("Accept", "text/html,*/*;q=0.8");
    var answer = http.send(request.build(), BodyHandlers.ofString());
    return answer.statusCode() + " " + answer.body();
  }

  /** How often the shop fulfilled an order. */
  int fulfilled(String outTradeNo) throws SQLException {
    try (var connection = root(database);
        var sql =
            connection.prepareStatement("select count(*) from fulfilment where out_trade_no = ?")) {
      sql.setString(1, outTradeNo);
      try (var rows = sql.executeQuery()) {
        rows.next();
        return rows.getInt(1);
      }
    }
  }

  /** With what the notifications of an order were answered, in the order of the attempts. */
  List<MessageAttempt> attempts(String outTradeNo) {
    return wechat.messenger().messages(outTradeNo).stream()
        .flatMap(message -> message.attempts().stream())
        .toList();
  }

  @Override
  public void close() {
    context.close();
    wechat.close();
  }
}
