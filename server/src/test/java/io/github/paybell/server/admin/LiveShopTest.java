package io.github.paybell.server.admin;

import io.github.paybell.simulator.Simulator;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

/** The tests of a class share a shop and its simulator, which behaves well when each begins. */
abstract class LiveShopTest {
  @TempDir static Path folder;
  static Simulator wechat;
  static LiveShop shop;

  @BeforeAll
  static void start() {
    wechat = LiveShop.simulator();
    shop = LiveShop.start(folder, wechat);
  }

  @AfterAll
  static void stop() {
    shop.close();
    wechat.close();
  }

  @AfterEach
  void calm() {
    wechat.strike();
  }
}
