package io.github.paybell.engine.healing;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.WechatPay;
import io.github.paybell.engine.ledger.Ledger;
import io.github.paybell.engine.store.Store;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the platform certificates fresh: asks WeChat Pay for them from time to time, and when a
 * message comes under a serial that is not known here. Thread-safe; several replicas may do it at
 * once, for learning is idempotent.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012551764">platform certificates</a>
 */
public final class KeyRefresh implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(KeyRefresh.class);

  // A serial that WeChat Pay does not have either is asked for once a minute, however often it is
  // sent: a flood of made-up serials costs one call (FORGERY_INERT).
  private static final Duration BETWEEN_UNKNOWN = Duration.ofSeconds(60);

  // A merchant with a public key has no certificates to give, and that does not change by itself.
  private static final Duration NONE_FOR = Duration.ofHours(24);

  private static final long CLOSE_SECONDS = 2;

  // One call takes a tenth of a second, or as long as WeChat Pay is silent: accounts that are put
  // one after the other, as at a move, do not wait for each other's silence.
  private static final int THREADS = 4;

  private final Accounts accounts;
  private final WechatPay wechatPay;
  private final KeyProblems problems;
  private final Clock clock;
  private final Map<String, AtomicReference<Instant>> lastAsked = new ConcurrentHashMap<>();
  private final Map<String, None> none = new ConcurrentHashMap<>();

  /** Those that have nothing to prove a message with, because WeChat Pay was not to be reached. */
  private final Set<String> unanswered = ConcurrentHashMap.newKeySet();

  private final ExecutorService asking = threads();

  /** That there are none holds for the account as it was then, and for a day. */
  private record None(Account account, Instant until) {}

  public KeyRefresh(
      Store store, Accounts accounts, Ledger ledger, WechatPay wechatPay, Clock clock) {
    this.accounts = accounts;
    this.wechatPay = wechatPay;
    this.clock = clock;
    problems = new KeyProblems(store, accounts, ledger, clock);
  }

  /**
   * Asks for every account's certificates, and opens or ends the problems about keys that end soon.
   * Blocks for as long as WeChat Pay takes; one account's failure does not stop the others'. To be
   * run every 12 h, by one replica.
   */
  public void refreshAll() {
    for (var account : accounts.all()) {
      try {
        if (asks(account)) {
          ask(account);
        }
        problems.check(account);
      } catch (SQLException | RuntimeException e) {
        log.warn("account {}: keys were not looked after: {}", account.name(), e.toString());
      }
    }
  }

  /**
   * Asks for the certificates of those accounts that have nothing yet that could prove a message,
   * off this thread. To be run once, at the start of each replica.
   */
  public void begin() {
    for (var account : accounts.all()) {
      var ring = account.v3Keys();
      if (ring != null && ring.serials().isEmpty()) {
        later(account);
      }
    }
  }

  /**
   * A message came under a serial that is not on the account's ring. Returns at once; at most one
   * call a minute follows, and none if another replica has learnt the key already.
   */
  public void unknownSerial(Account account) {
    later(account);
  }

  /**
   * Asks at once for the certificates of an account that has nothing that proves a message today,
   * and waits for them.
   *
   * @param longest how long at most; the call goes on
   */
  public void fetch(String name, Duration longest) {
    var account = accounts.byName(name);
    if (account == null || problems.proves(account) || !asks(account)) {
      return;
    }
    try {
      CompletableFuture.runAsync(() -> look(account), asking)
          .get(longest.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      log.info("account {}: its platform certificates are still being asked for", name);
    } catch (ExecutionException | RejectedExecutionException e) {
      log.warn("account {}: keys were not refreshed: {}", name, e.toString());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /**
   * Asks again for those that {@link #fetch} and {@link #begin} could not reach WeChat Pay for, off
   * this thread; once a minute, however often it is run.
   */
  public void again() {
    for (var name : unanswered) {
      var account = accounts.byName(name);
      if (account == null) {
        unanswered.remove(name);
      } else {
        later(account);
      }
    }
  }

  /** An account is gone, and with it what was said about its keys. */
  public void forget(String name) throws SQLException {
    unanswered.remove(name);
    none.remove(name);
    lastAsked.remove(name);
    problems.forget(name);
  }

  private static ExecutorService threads() {
    var pool =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              var thread = new Thread(task, "paybell-keys");
              thread.setDaemon(true);
              return thread;
            });
    pool.allowCoreThreadTimeOut(true);
    return pool;
  }

  private void later(Account account) {
    var last =
        lastAsked.computeIfAbsent(account.name(), name -> new AtomicReference<>(Instant.MIN));
    var before = Objects.requireNonNull(last.get());
    var now = clock.instant();
    // Not the other way round: nothing can be taken from the first of all instants.
    boolean soon = !before.equals(Instant.MIN) && now.isBefore(before.plus(BETWEEN_UNKNOWN));
    if (soon || !last.compareAndSet(before, now)) {
      return;
    }
    try {
      asking.execute(() -> look(account));
    } catch (RejectedExecutionException e) {
      log.debug("account {}: closing, not asked for certificates", account.name());
    }
  }

  private void look(Account account) {
    try {
      accounts.refresh();
      var today = accounts.byName(account.name());
      // Where the ring is another one by now, the message is proved when it comes again.
      if (today != null && today.v3Keys() == account.v3Keys() && asks(today)) {
        ask(today);
      }
    } catch (SQLException | RuntimeException e) {
      log.warn("account {}: keys were not refreshed: {}", account.name(), e.toString());
    }
  }

  private boolean asks(Account account) {
    if (account.v3Keys() == null || account.merchantKey() == null) {
      return false;
    }
    var known = none.get(account.name());
    return known == null || known.account() != account || !clock.instant().isBefore(known.until());
  }

  private void ask(Account account) throws SQLException {
    var name = account.name();
    lastAsked.computeIfAbsent(name, any -> new AtomicReference<>(Instant.MIN)).set(clock.instant());
    var answer = wechatPay.certificates(account);
    unanswered.remove(name);
    if (answer instanceof Answer.Given<Map<String, String>> given) {
      none.remove(name);
      accounts.learn(name, given.value());
      problems.refreshed(name);
      return;
    }
    boolean noneThere =
        answer.refusedWith("RESOURCE_NOT_EXISTS") || answer.refusedWith("NOT_FOUND");
    if (noneThere) {
      none.put(name, new None(account, clock.instant().plus(NONE_FOR)));
    }
    boolean proves = problems.proves(account);
    if (!proves && answer instanceof Answer.Unknown<?>) {
      unanswered.add(name);
    }
    var failure =
        noneThere
            ? "WeChat Pay has no certificates for this merchant: put its public key under"
                + " v3.platform-keys"
            : answer.match(
                given -> "",
                refused -> "WeChat Pay refuses to give certificates: " + refused.code(),
                unknown -> "certificates could not be had: " + unknown.doubt().text(),
                unable -> "certificates could not be asked for");
    log.atLevel(noneThere && proves ? org.slf4j.event.Level.DEBUG : org.slf4j.event.Level.WARN)
        .log("account {}: {} ({})", name, failure, detail(answer));
    if (noneThere && proves) {
      problems.refreshed(name);
    } else if (!proves || answer instanceof Answer.Refused<?>) {
      // While something on the ring still proves messages, a network that is away needs no person.
      problems.failed(name, failure);
    }
  }

  private static String detail(Answer<?> answer) {
    return answer.match(
        given -> "",
        Answer.Refused::message,
        unknown -> unknown.detail(),
        unable -> unable.reason());
  }

  /** Lets a call that is under way end, for a moment. */
  @Override
  public void close() {
    asking.shutdown();
    try {
      if (!asking.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
        asking.shutdownNow();
      }
    } catch (InterruptedException e) {
      asking.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }
}
