package io.github.paybell.engine.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.TestEngine;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.ledger.Identity;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.ledger.Policies;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** More contents under one key than are kept. */
class TooManyTest {
  private final ConcurrentLinkedQueue<String> hints = new ConcurrentLinkedQueue<>();

  @Test
  @DisplayName("HEALED: the orders of what is not stored are asked for, and the sender hears no")
  void asked() throws Exception {
    var clock = Clock.systemUTC();
    try (var store = Store.open(TestStores.SQLITE.create())) {
      var accounts = Accounts.open(store, MasterKey.load("0f".repeat(32), Path.of(".")), clock);
      accounts.configure(TestPlatform.accounts());
      var ledger =
          new Ledger(
              store,
              name -> new Identity(TestPlatform.MCHID, Set.of(), Set.of(), Policies.UNSET),
              clock);
      try (var inbox =
          new Inbox(
              store,
              accounts,
              new Intake(store, accounts, ledger, clock),
              TestEngine.UNHURRIED,
              TestRejections.of(store),
              account -> {},
              (account, outTradeNo) -> hints.add(account.name() + " " + outTradeNo),
              () -> {},
              new SimpleMeterRegistry(),
              clock)) {
        for (int i = 1; i <= 8; i++) {
          var paid = TestPlatform.v3Paid("id-1", "ORDER-" + i, "T" + i, 100);
          assertThat(answer(inbox, paid).status()).isEqualTo(204);
        }
        var combined =
            TestPlatform.v3Combined(
                "id-1",
                List.of(
                    new TestPlatform.Sub(TestPlatform.MCHID, "ORDER-A", "TA", 10),
                    new TestPlatform.Sub(TestPlatform.BRANCH_MCHID, "ORDER-B", "TB", 20)));

        var reply = answer(inbox, combined);

        assertThat(reply.status()).isEqualTo(500);
        assertThat(new String(reply.body(), UTF_8)).contains("\"FAIL\"");
      }
    }
    assertThat(hints).containsExactlyInAnyOrder("shop ORDER-A", "branch ORDER-B");
  }

  private static Reply answer(Inbox inbox, TestPlatform.Sent sent) throws Exception {
    var answer = new CompletableFuture<Reply>();
    inbox.receive(
        new NotifyRequest(sent.token(), name -> sent.headers().get(name), sent.body(), "127.0.0.1"),
        answer::complete);
    return answer.get(2, TimeUnit.MINUTES);
  }
}
