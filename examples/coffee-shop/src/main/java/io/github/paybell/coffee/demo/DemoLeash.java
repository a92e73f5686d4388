package io.github.paybell.coffee.demo;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/**
 * Ends the shop when its standard input does: the demo that started it holds the other end, and the
 * operating system lets go of it even when that program is killed.
 */
@Component
@ConditionalOnProperty("coffee.stop-with-stdin")
class DemoLeash {
  private final ApplicationContext shop;

  DemoLeash(ApplicationContext shop) {
    this.shop = shop;
  }

  @EventListener(ApplicationReadyEvent.class)
  void watch() {
    Thread thread = new Thread(this::untilItEnds, "demo-leash");
    thread.setDaemon(true);
    thread.start();
  }

  private void untilItEnds() {
    try (InputStream in = System.in) {
      in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException e) {
      // As good as its end.
    }
    System.exit(SpringApplication.exit(shop));
  }
}
