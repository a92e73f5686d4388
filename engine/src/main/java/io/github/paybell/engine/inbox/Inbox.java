package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.account.Accounts;
import io.github.paybell.engine.inbox.Arrival.Api;
import io.github.paybell.engine.inbox.Reading.Refusal;
import io.github.paybell.engine.inbox.Recorded.Next;
import io.github.paybell.engine.ledger.OtherProduct;
import io.github.paybell.engine.store.GroupCommit;
import io.github.paybell.engine.store.GroupLimit;
import io.github.paybell.engine.store.Store;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.Phaser;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what the notify listener hands in and answers it: proves who sent it, records it with
 * everything that arrived meanwhile, and says yes only when that is committed. Thread-safe; {@link
 * #receive} does not block.
 */
public final class Inbox implements Receiver, AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(Inbox.class);

  /** v2 messages above this are refused; WeChat Pay's are 1 to 2 KB, with 100 coupons 12 KB. */
  static final int MAX_V2_BYTES = 65_536;

  // An eighth of the launcher's heap holds as many ordinary notifications as may wait; a small heap
  // holds fewer, and so does one under combined payments of the largest kind.
  private static final int WAITING_PART = 8;

  // What is read out of a notification is as large as itself, and never smaller than this.
  private static final long LEAST_READ = 4_096;

  // A store takes a group as one packet or two (MariaDB: 16 MiB), in hex at worst.
  private static final long MAX_GROUP_BYTES = 4L << 20;

  // A look takes a second and a half at most.
  private static final long LOOKING_SECONDS = 2;

  private final Accounts accounts;
  private final Clock clock;
  private final Reader reader;
  private final @Nullable ProcessingQueue handling;
  private final Consumer<Account> unknownSerial;
  private final GroupCommit<Arrival, Recorded> commits;
  private final Deadlines deadlines;
  private final Corrections corrections;
  private final ByteBudget waitingBytes = ByteBudget.ofHeap(WAITING_PART);
  private final RefusalWarnings warnings;
  private final RejectionSample rejections;
  private final HintSample hints;
  private final Meters meters;

  /** Those that wait for keys that another replica may have stored, and the one who closes. */
  private final Phaser looking = new Phaser(1);

  /**
   * @param rejections where a sample of what is refused is kept
   * @param unknownSerial asks for an account's newer keys, off this thread; called for each
   *     notification of an unknown serial
   * @param hints takes the orders that a few of the refused notifications speak of
   * @param committed told after each commit, on a writer's thread; must not block
   */
  public Inbox(
      Store store,
      Accounts accounts,
      Intake intake,
      InboxOptions options,
      Rejections rejections,
      Consumer<Account> unknownSerial,
      Hints hints,
      Runnable committed,
      MeterRegistry registry,
      Clock clock) {
    this.accounts = accounts;
    this.clock = clock;
    this.unknownSerial = unknownSerial;
    reader = intake.reader();
    handling = intake.handling();
    meters = new Meters(registry);
    commits =
        new GroupCommit<>(
            store,
            "paybell-inbox",
            options.maxWaiting(),
            new GroupLimit<>(options.maxGroup(), MAX_GROUP_BYTES, arrival -> arrival.raw().length),
            intake.recording(),
            size -> {
              meters.batch(size);
              committed.run();
            });
    deadlines = new Deadlines(options.deadline());
    corrections = new Corrections(store);
    warnings = new RefusalWarnings(clock);
    this.rejections =
        new RejectionSample(
            rejections, warnings, options.rejectionsPerSecond(), options.rejectionsKept(), clock);
    this.hints = new HintSample(hints);
    meters.backlog(commits::waiting);
  }

  @Override
  public boolean knows(String token) {
    return accounts.byToken(token) != null;
  }

  @Override
  public void look(String token, Consumer<Boolean> answer) {
    var unused = accounts.soon().thenRun(() -> answer.accept(knows(token)));
  }

  @Override
  public void refused(RefusedRequest request) {
    var account = request.token() == null ? null : accounts.byToken(request.token());
    rejections.offer(
        Refusals.rejected(request, account == null ? null : account.name(), clock.instant()),
        null,
        null);
  }

  @Override
  public void receive(NotifyRequest delivery, Consumer<Reply> answer) {
    long begun = System.nanoTime();
    var now = clock.instant();
    var account = accounts.byToken(delivery.token());
    if (account == null) {
      // Its account went while the body came.
      answer.accept(Replies.UNKNOWN_TOKEN);
      return;
    }
    var api = Reader.recognise(delivery.body());
    var reading = readOrFail(account, api, delivery, now, begun, answer);
    if (reading == null) {
      return;
    }
    if (!lacksKey(reading)) {
      take(account, api, reading, delivery, now, begun, answer);
      return;
    }
    // Another replica may have stored the key a moment ago.
    var waiter = deadlines.add(answer, Replies.busy(api));
    Consumer<Reply> once = waiter::answer;
    looking.register();
    var unused =
        accounts
            .soon()
            .thenRun(
                () -> {
                  var newer = accounts.byToken(delivery.token());
                  if (newer == null || newer == account) {
                    take(account, api, reading, delivery, now, begun, once);
                    return;
                  }
                  var again = readOrFail(newer, api, delivery, now, begun, once);
                  if (again != null) {
                    take(newer, api, again, delivery, now, begun, once);
                  }
                })
            .whenComplete((done, failure) -> looking.arriveAndDeregister());
  }

  /** Whether it might be proved, or read, with a key that is not here. */
  private static boolean lacksKey(Reading reading) {
    return reading.match(
        genuine -> {
          var unread = genuine.arrival().unread();
          return unread != null && unread.verdict() == Verdict.UNDECRYPTABLE;
        },
        refused -> refused.refusal() == Refusal.SERIAL_UNKNOWN);
  }

  private @Nullable Reading readOrFail(
      Account account,
      Api api,
      NotifyRequest delivery,
      Instant now,
      long begun,
      Consumer<Reply> answer) {
    try {
      return read(account, api, delivery, now);
    } catch (RuntimeException e) {
      // Reading never throws for bad input, so this is a defect of ours; the sender must still be
      // answered.
      log.error("reading a notification failed account={} api={}", account.name(), api, e);
      done(account, api, "other", "failed", begun);
      answer.accept(Replies.busy(api));
      return null;
    }
  }

  private void take(
      Account account,
      Api api,
      Reading reading,
      NotifyRequest delivery,
      Instant now,
      long begun,
      Consumer<Reply> answer) {
    if (reading instanceof Reading.Refused refused) {
      refuse(account, api, refused, delivery, begun, answer);
    } else if (reading instanceof Reading.Genuine genuine) {
      var receipt = new Receipt(delivery.address(), genuine.keyId(), now, begun);
      record(
          account,
          genuine.arrival().with(receipt),
          begun,
          reply -> {
            answer.accept(reply);
            corrections.offer(receipt.answered(Replies.said(api, reply)));
          },
          () -> corrections.offer(receipt.committed()));
    }
  }

  private Reading read(Account account, Api api, NotifyRequest delivery, Instant now) {
    return api == Api.V2 && delivery.body().length > MAX_V2_BYTES
        ? new Reading.Refused(
            Refusal.TOO_LARGE,
            "a v2 message of "
                + delivery.body().length
                + " bytes; at most "
                + MAX_V2_BYTES
                + " are read, whatever max-body says")
        : reader.read(account, api, delivery, now);
  }

  private void refuse(
      Account account,
      Api api,
      Reading.Refused refused,
      NotifyRequest delivery,
      long begun,
      Consumer<Reply> answer) {
    var reply = Replies.refused(api, refused.refusal());
    answer.accept(reply);
    done(account, api, "other", refused.refusal().name().toLowerCase(Locale.ROOT), begun);
    if (refused.refusal() == Refusal.PROBE) {
      meters.probe();
      return;
    }
    if (refused.refusal() == Refusal.SERIAL_UNKNOWN) {
      unknownSerial.accept(account);
    }
    rejections.offer(
        Refusals.rejected(account, api, refused, delivery, reply.status(), clock.instant()),
        Refusals.headers(delivery),
        delivery.body());
    hints.offer(account, api, refused.refusal(), delivery.body());
  }

  /**
   * @param stored called when it is committed, before it is answered
   */
  private void record(
      Account account, Arrival arrival, long begun, Consumer<Reply> answer, Runnable stored) {
    var api = arrival.api();
    var waiter = deadlines.add(answer, Replies.busy(api));
    long bytes = arrival.raw().length + Math.max(LEAST_READ, arrival.raw().length);
    if (!waitingBytes.take(bytes)) {
      notTaken(account, arrival, "busy", waiter, begun);
      return;
    }
    boolean taken =
        commits.offer(
            arrival,
            recorded -> {
              waitingBytes.give(bytes);
              stored.run();
              committed(
                  arrival,
                  recorded,
                  (reply, outcome) -> {
                    boolean inTime = waiter.answer(reply);
                    done(account, api, kind(arrival), inTime ? outcome : "too_late", begun);
                    tell(arrival, recorded, outcome, inTime ? reply : Replies.busy(api), begun);
                  });
            },
            failure -> {
              waitingBytes.give(bytes);
              notTaken(account, arrival, "failed", waiter, begun);
            });
    if (!taken) {
      waitingBytes.give(bytes);
      notTaken(account, arrival, "busy", waiter, begun);
    }
  }

  private void notTaken(
      Account account, Arrival arrival, String outcome, Deadlines.Waiter waiter, long begun) {
    var busy = Replies.busy(arrival.api());
    waiter.answer(busy);
    done(account, arrival.api(), kind(arrival), outcome, begun);
    NotificationLine.answered(arrival, null, outcome, busy, System.nanoTime() - begun, null);
  }

  /** Takes the answer to a request, and what the metrics call it. */
  private interface Answering {
    void answer(Reply reply, String outcome);
  }

  private void committed(Arrival arrival, Recorded recorded, Answering answering) {
    var api = arrival.api();
    var outcome = recorded.duplicate() ? "duplicate" : recorded.verdict().wireName();
    var said = arrival.other();
    if (recorded.next() == Next.REFUSE) {
      answering.answer(Replies.tooMany(api), "too_many");
      ask(arrival);
    } else if (said != null && said.question()) {
      question(arrival, recorded, said, answering);
    } else if (handling == null || recorded.next() == Next.NOTHING) {
      answering.answer(Replies.stored(arrival, recorded.verdict()), outcome);
    } else if (handling.waits() && arrival.unread() == null) {
      handle(
          handling,
          arrival,
          recorded,
          handled -> answering.answer(Replies.handled(api, handled), handled.outcome()));
    } else {
      answering.answer(Replies.stored(arrival, recorded.verdict()), outcome);
      if (!recorded.duplicate()) {
        handle(handling, arrival, recorded, handled -> {});
      }
    }
  }

  /** What is not stored is asked for. */
  private void ask(Arrival arrival) {
    for (var evidence : arrival.evidence()) {
      var account = accounts.byName(evidence.account());
      if (account != null) {
        hints.offer(account, evidence.outTradeNo());
      }
    }
  }

  /** It is stored; what WeChat Pay is answered is for the shop to say. */
  private void question(
      Arrival arrival, Recorded recorded, OtherProduct question, Answering answering) {
    var api = arrival.api();
    if (handling == null) {
      answering.answer(Replies.unanswered(api), "unanswered");
      return;
    }
    if (recorded.next() == Next.HANDLE && !recorded.duplicate()) {
      handle(handling, arrival, recorded, handled -> {});
    }
    handling.ask(
        recorded.id(),
        arrival.account(),
        question,
        answer ->
            answering.answer(
                answer.map(body -> Replies.answer(api, body)).orElse(Replies.unanswered(api)),
                answer.isPresent() ? "answered" : "unanswered"));
  }

  private static void handle(
      ProcessingQueue handling,
      Arrival arrival,
      Recorded recorded,
      Consumer<ProcessingResult> waiter) {
    if (recorded.duplicate()) {
      handling.copy(recorded.id(), arrival, waiter);
    } else {
      handling.first(recorded.id(), arrival, waiter);
    }
  }

  private static String kind(Arrival arrival) {
    if (arrival.evidence().isEmpty()) {
      return "other";
    }
    return arrival.evidence().get(0).refund() == null ? "payment" : "refund";
  }

  private void done(Account account, Api api, String kind, String outcome, long begun) {
    meters.notification(account.name(), api, kind, outcome, System.nanoTime() - begun);
  }

  private void tell(Arrival arrival, Recorded recorded, String outcome, Reply reply, long begun) {
    NotificationLine.answered(
        arrival,
        recorded.id(),
        outcome,
        reply,
        System.nanoTime() - begun,
        recorded.duplicate() ? "2+" : "1");
    var unread = arrival.unread();
    if (unread != null) {
      warnings.warn(
          arrival.account(),
          unread.verdict().wireName(),
          () -> Refusals.unread(arrival, unread, recorded.id()));
    }
  }

  private void awaitLooking() {
    try {
      looking.awaitAdvanceInterruptibly(looking.arrive(), LOOKING_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (TimeoutException e) {
      log.debug("closing while the store is silent");
    }
  }

  /** Refuses new notifications, commits and answers what was admitted. */
  @Override
  public void close() {
    awaitLooking();
    commits.close();
    if (handling != null) {
      handling.close();
    }
    deadlines.close();
    corrections.close();
    rejections.close();
    hints.close();
  }
}
