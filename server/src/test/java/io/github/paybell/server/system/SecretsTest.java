package io.github.paybell.server.system;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.store.StoreOptions;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.Samples;
import io.github.paybell.server.RunningServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

/**
 * SILENT_SECRETS: a server that says all it can say is given every kind of traffic; nothing of what
 * must stay silent is in its output, its metrics or its errors.
 */
class SecretsTest {
  /** Long enough that no two texts share as much by chance. */
  private static final int WINDOW = 20;

  private static final long TOTAL = 8_800;
  private static final String ATTACH = "attach of the user, table 17 by the window";
  private static final String STORE_PASSWORD = "store-password-of-the-secrets-test";
  private static final String NEW_V2_KEY = "NewV2KeyOfTheSecretsTest00000001";
  private static final String OLD_V2_KEY = "OldV2KeyOfTheSecretsTest00000002";
  private static final String NEW_API_V3_KEY = "NewApiV3KeyOfTheSecretsTest00003";
  private static final String LONG_V2_KEY = "TooLongV2KeyOfTheSecretsTest000000004";

  @TempDir private Path folder;

  private final Map<String, String> secrets = new LinkedHashMap<>();
  private final List<String> bodies = new ArrayList<>();
  private final Set<String> mayBeSaid = new HashSet<>();
  private final StringBuilder heard = new StringBuilder();
  private final StringBuilder answered = new StringBuilder();
  private int count;

  @Test
  @DisplayName(
      "SILENT_SECRETS: keys, openids, plaintexts and bodies are in no log, metric or error")
  void everything() throws Exception {
    var store = TestStores.POSTGRESQL.create();
    int port = Integer.parseInt(store.url().replaceAll(".*:(\\d+)/.*", "$1"));
    try (var proxy = new TcpProxy(port);
        var server =
            ServerProcess.start(
                folder,
                Platform.yaml(folder),
                new StoreOptions(
                    store.url().replace(":" + port + "/", ":" + proxy.port() + "/"),
                    "postgres",
                    STORE_PASSWORD,
                    10),
                Map.of("logging.level.io.github.paybell", "DEBUG"))) {
      traffic(server);
      admin(server);
      proxy.cut();
      traffic(server);
      admin(server);
      proxy.mend();
      traffic(server);
      hear(server.admin("GET", "/actuator/prometheus", "").body());
      server.stop();
      hear(server.output());
    }
    logFiles();
    keep("v2 key", Platform.V2_KEY);
    keep("APIv3 key", Platform.API_V3_KEY);
    keep("wrong APIv3 key", Platform.WRONG_API_V3_KEY);
    keep("v2 key of the admin API", NEW_V2_KEY);
    keep("previous v2 key", OLD_V2_KEY);
    keep("APIv3 key of the admin API", NEW_API_V3_KEY);
    keep("refused v2 key", LONG_V2_KEY);
    keep("openid", Platform.OPENID);
    keep("attach", ATTACH);
    keep("refund receiver", "支付用户零钱");
    keep("store password", STORE_PASSWORD);
    keep("admin token", ServerProcess.TOKEN);
    keep("master key", Files.readString(folder.resolve("data/master-key")).strip());
    int line = 0;
    for (var text : privateKey().split("\n", -1)) {
      if (!text.isBlank() && !text.startsWith("-----")) {
        keep("private key, line " + ++line, text);
      }
    }
    assertSilent();
  }

  @Test
  @DisplayName("SILENT_SECRETS: a start that fails on its configuration does not repeat it")
  void failedStarts() throws Exception {
    var yamls =
        List.of(
            "accounts: { shop: { mchid: \"1999999901\", v2: { key: " + LONG_V2_KEY + " } } }",
            "accounts: { shop: { mchid: \"1999999901\", v2: { keys: " + LONG_V2_KEY + " } } }",
            "accounts: { shop: { mchid: \"1999999901\", v2: " + LONG_V2_KEY + " } }",
            "accounts: { shop: { mchid: \"1999999901\", v2: { key: [" + LONG_V2_KEY + "] } } }",
            "accounts:\n  shop: { v2: { key: " + LONG_V2_KEY + ": x } }",
            "accounts:\n  shop:\n    v2:\n      key: \"" + LONG_V2_KEY,
            "accounts:\n  shop:\n   v2:\n\t  key: " + LONG_V2_KEY,
            "accounts: { shop3: { mchid: \"1900000109\", v3: { api-v3-key: "
                + LONG_V2_KEY
                + " } } }",
            "accounts: { shop3: { mchid: \"1900000109\", v3: { api-v3-key: "
                + NEW_API_V3_KEY
                + ", merchant-private-key: "
                + LONG_V2_KEY
                + " } } }",
            "master-key: " + LONG_V2_KEY,
            "store: { url: \"jdbc:postgresql://127.0.0.1:1/x\", username: u, password: "
                + LONG_V2_KEY
                + " }",
            "store: { url: \"jdbc:postgresql://127.0.0.1:1/x?password=" + LONG_V2_KEY + "\" }",
            "store: { password: { deep: " + LONG_V2_KEY + " } }",
            "admin: { token: { deep: " + LONG_V2_KEY + " } }");
    var starts = new ArrayList<Path>();
    for (var yaml : yamls) {
      var own = Files.createDirectory(folder.resolve("start-" + starts.size()));
      RunningServer.write(own, yaml);
      starts.add(own);
    }
    var said = FailingStarts.run(folder, starts).split(FailingStarts.NEXT + "\n", -1);
    assertThat(said).as("each was to start").hasSize(yamls.size() + 1);
    for (int i = 0; i <= yamls.size(); i++) {
      var what = i == 0 ? "before the first" : yamls.get(i - 1).replaceAll("\\s+", " ");
      assertThat(said[i])
          .as(what)
          .doesNotContain(FailingStarts.STARTED)
          .doesNotContain(LONG_V2_KEY)
          .doesNotContain(NEW_API_V3_KEY);
      assertThat(i == 0 || said[i].contains("\tat ")).as("said why: %s", what).isTrue();
    }
  }

  private void keep(String what, String secret) {
    assertThat(secret).as(what).hasSizeGreaterThan(5);
    secrets.put(what, secret);
  }

  private void hear(String text) {
    heard.append(text).append('\n');
  }

  private static String privateKey() {
    return Samples.text("v3/keys/merchant_private_key.TEST-ONLY.pem");
  }

  /** What WeChat Pay, and who pretends to be it, sends. */
  private void traffic(ServerProcess server) throws Exception {
    var v2 = next();
    var v3 = next();
    server.register("shop", v2, TOTAL);
    server.register("shop3", v3, TOTAL);
    var fields = Platform.v2Fields(v2, transaction(v2), TOTAL);
    fields.put("attach", ATTACH);
    var paidV2 = Platform.v2(fields);
    var plaintext =
        Platform.v3Plaintext(v3, transaction(v3), TOTAL)
            .replace("\"attach\":\"\"", "\"attach\":\"" + ATTACH + "\"");
    bodies.add(plaintext);
    var paidV3 = Platform.v3("TRANSACTION.SUCCESS", plaintext, Instant.now());
    var unreadable = new LinkedHashMap<>(fields);
    unreadable.put("total_fee", "much of it: " + ATTACH);
    unreadable.put("transaction_id", ATTACH);
    var long2 = new LinkedHashMap<>(fields);
    long2.put("out_trade_no", next() + ATTACH);

    post(server, Platform.V2, paidV2);
    post(server, Platform.V2, paidV2);
    post(server, Platform.V2, Platform.v2(unreadable));
    post(server, Platform.V2, Platform.v2(long2));
    post(server, Platform.V2, Platform.replaced(paidV2, ">8800<", ">1<"));
    post(server, Platform.V2, Platform.replaced(paidV2, "</xml>", "<sign>" + ATTACH + "</xml>"));
    post(server, Platform.V2, Platform.v2Refund(v2, transaction(v2), TOTAL, Platform.V2_KEY));
    post(server, Platform.V2, Platform.v2Refund(v2, transaction(v2), TOTAL, NEW_V2_KEY));
    post(server, Platform.V2, Platform.v2Paid(v2, transaction(next()), TOTAL - 1));
    post(server, Platform.V2, Platform.v2Paid(next(), transaction(next()), TOTAL));
    post(server, Platform.V3, paidV3);
    post(server, Platform.V3, paidV3);
    post(server, Platform.V3, Platform.v3Refund(v3, transaction(v3), TOTAL));
    post(server, Platform.V3, Platform.replaced(paidV3, "EV-", "EX-"));
    post(server, Platform.V3, Platform.with(paidV3, "Wechatpay-Signature", ATTACH));
    post(
        server,
        Platform.V3,
        Platform.v3(
            "TRANSACTION.SUCCESS",
            plaintext,
            Instant.now(),
            Platform.WRONG_API_V3_KEY,
            Platform.SERIAL));
    post(
        server,
        Platform.V3,
        Platform.v3(
            "TRANSACTION.SUCCESS",
            plaintext,
            Instant.now(),
            Platform.API_V3_KEY,
            Platform.NEXT_SERIAL));
    post(
        server,
        Platform.V3,
        Platform.v3(
            "TRANSACTION.SUCCESS",
            plaintext.replace("\"SUCCESS\"", "\"" + ATTACH + "\""),
            Instant.now()));
    post(
        server,
        Platform.V3,
        Platform.v3(
            "TRANSACTION.SUCCESS", plaintext.replace(":8800", ":" + ATTACH), Instant.now()));
    post(
        server,
        Platform.V3,
        Platform.signed(plaintext.getBytes(UTF_8), Instant.now(), Platform.SERIAL));
    post(server, Platform.V3, Message.of(plaintext.getBytes(UTF_8)));
    // Two at once, so that the database has something to say about keys that exist.
    var twice = Platform.v2Paid(next(), transaction(next()), TOTAL);
    var crowd = Executors.newFixedThreadPool(8);
    crowd.invokeAll(Collections.nCopies(16, () -> post(server, Platform.V2, twice)));
    crowd.shutdown();
  }

  private Void post(ServerProcess server, String token, Message message) throws IOException {
    synchronized (bodies) {
      bodies.add(new String(message.body(), UTF_8));
      if (message.headers().containsKey("Wechatpay-Signature")) {
        bodies.add(message.headers().get("Wechatpay-Signature"));
      }
    }
    try (var sender = new Sender(server.notifyPort())) {
      var text = sender.post(token, message).text();
      synchronized (answered) {
        answered.append(text).append('\n');
      }
    }
    return null;
  }

  private String next() {
    var outTradeNo = "SECRET%012d".formatted(++count);
    mayBeSaid.add(outTradeNo);
    mayBeSaid.add(transaction(outTradeNo));
    return outTradeNo;
  }

  private static String transaction(String outTradeNo) {
    return "4200009001202601" + outTradeNo.substring(6);
  }

  /** What people and programs of the merchant ask, with what they get wrong. */
  private void admin(ServerProcess server) {
    var account =
        """
        {"mchid":"1900000777","v2":{"key":"%s","previous_keys":["%s"]},
         "v3":{"api_v3_key":"%s","merchant_serial":"7E57C0DE0000000000000000000000000000B001",
               "merchant_private_key":%s,"platform_keys":{"%s":%s}}}
        """
            .formatted(
                NEW_V2_KEY,
                OLD_V2_KEY,
                NEW_API_V3_KEY,
                json(privateKey()),
                Platform.SERIAL,
                json(Samples.text("v3/keys/platform1_cert.pem")));
    var path = "/api/v1/accounts/admin" + (count % 7);
    ask(server, "PUT", path, account);
    ask(server, "GET", path, "");
    ask(server, "GET", "/api/v1/accounts", "");
    ask(server, "PUT", "/api/v1/accounts/shop", account);
    ask(server, "PUT", path, account.replace(NEW_V2_KEY, LONG_V2_KEY));
    ask(server, "PUT", path, account.replace(NEW_API_V3_KEY, LONG_V2_KEY));
    ask(server, "PUT", path, account.replace("MII", "OII"));
    ask(server, "PUT", path, account.replace("BEGIN PRIVATE", "BEGIN RSA PRIVATE"));
    ask(server, "PUT", path, account.replace("\"key\"", "\"kee\""));
    ask(
        server,
        "PUT",
        path,
        account.replace("\"key\":\"" + NEW_V2_KEY, "\"key\":[\"" + NEW_V2_KEY));
    ask(server, "PUT", path, account.replace("\"" + NEW_V2_KEY + "\"", NEW_V2_KEY));
    ask(server, "PUT", path, account.replace("\"v2\":{\"key\":", "\"v2\":"));
    ask(server, "PUT", path, account.substring(0, 60));
    ask(server, "GET", "/api/v1/notifications", "");
    ask(server, "GET", "/api/v1/problems", "");
    ask(server, "GET", "/api/v1/nothing/" + count, "");
    ask(server, "GET", "/api/v1/rejections?limit=200", "");
    for (var id : ids(server.admin("GET", "/api/v1/rejections?limit=200", "").body())) {
      // What it answers is a body of somebody; what the server says of it must be nothing.
      server.admin("GET", "/api/v1/rejections/" + id + "/raw", "");
    }
    for (var id : ids(server.admin("GET", "/api/v1/notifications?limit=50", "").body())) {
      ask(server, "POST", "/api/v1/notifications/" + id + "/reapply", "");
    }
    for (var id : ids(server.admin("GET", "/api/v1/problems?limit=50", "").body())) {
      ask(server, "POST", "/api/v1/problems/" + id + "/resolve", "{\"action\":\"accept\"}");
    }
  }

  private static List<String> ids(String list) {
    return Pattern.compile("\"id\":\"([0-9a-f-]{36})\"")
        .matcher(list)
        .results()
        .map(match -> match.group(1))
        .toList();
  }

  private static String json(String text) {
    return JsonMapper.shared().writeValueAsString(text);
  }

  private void ask(ServerProcess server, String method, String path, String body) {
    var answer = server.admin(method, path, body);
    // What the admin API tells who holds the token is no error: names of orders, never a key.
    answered.append(answer.body()).append('\n');
    if (answer.statusCode() >= 400) {
      hear(answer.body());
    }
  }

  private void logFiles() throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      for (var file : files.filter(f -> f.toString().endsWith(".log")).toList()) {
        hear(Files.readString(file));
      }
    }
  }

  private void assertSilent() {
    var said = heard.toString();
    var answers = answered.toString();
    assertThat(said).as("it does say something").contains("DEBUG").contains("outcome=applied");
    secrets.forEach(
        (what, secret) -> {
          assertThat(said.contains(secret) || answers.contains(secret))
              .as("%s was said", what)
              .isFalse();
          var base64 = Base64.getEncoder().encodeToString(secret.getBytes(UTF_8));
          assertThat(said.contains(base64.substring(0, base64.length() - 4)))
              .as("%s was said in Base64", what)
              .isFalse();
        });
    var windows = new HashSet<String>();
    for (int i = 0; i + WINDOW <= said.length(); i++) {
      windows.add(said.substring(i, i + WINDOW));
    }
    var pieces = new HashSet<String>();
    for (var body : bodies) {
      for (int i = 0; i + WINDOW <= body.length(); i++) {
        var piece = body.substring(i, i + WINDOW);
        if (windows.contains(piece) && mayBeSaid.stream().noneMatch(may -> may.contains(piece))) {
          pieces.add(piece);
        }
      }
    }
    System.out.printf(
        "%d characters heard, %d secrets and %d bodies looked for: %d pieces found%n",
        said.length() + answers.length(), secrets.size(), bodies.size(), pieces.size());
    assertThat(pieces).as("pieces of bodies that were said").isEmpty();
  }
}
