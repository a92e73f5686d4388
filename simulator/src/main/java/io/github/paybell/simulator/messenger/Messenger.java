package io.github.paybell.simulator.messenger;

import io.github.paybell.simulator.clock.SimClock;
import io.github.paybell.simulator.fault.Fault;
import io.github.paybell.simulator.fault.FaultKind;
import io.github.paybell.simulator.fault.FaultKind.On;
import io.github.paybell.simulator.fault.StandingFaults;
import io.github.paybell.simulator.platform.Api;
import io.github.paybell.simulator.platform.Combination;
import io.github.paybell.simulator.platform.Events;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Paying;
import io.github.paybell.simulator.platform.Platform;
import io.github.paybell.simulator.platform.PlatformOrder;
import io.github.paybell.simulator.platform.PlatformOrderKey;
import io.github.paybell.simulator.platform.PlatformRefund;
import io.github.paybell.simulator.platform.Rules;
import io.github.paybell.simulator.wire.Product;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Tells merchants what happened on the platform, again and again until they accept it or the
 * schedule ends, and acts out the faults. Thread-safe.
 *
 * <p>A message goes through this, each step on the simulated clock:
 *
 * <pre>
 *   happened → [delayed, held back] → [forged copies] → attempt → accepted → [duplicates, replay]
 *                                                          ↑         │ refused, no answer
 *                                                          └── gap ──┘ until the schedule ends
 * </pre>
 */
public final class Messenger implements Messages, Events, AutoCloseable {
  private static final int KEPT_BYTES = 64 * 1024;

  private final Platform platform;
  private final SimClock clock;
  private final StandingFaults standing;
  private final Clock real;
  private final LetterSender sender;
  private final Notices notices;
  private final V2Writer v2;
  private final V3Writer v3;
  private final List<Consumer<Message>> listeners = new CopyOnWriteArrayList<>();
  private final Mailbox mailbox = new Mailbox();
  private final AtomicLong others = new AtomicLong();

  /** A messenger of this platform that stands ready; let the platform tell it what happens. */
  public Messenger(Platform platform, StandingFaults standing, Clock real, Vertx vertx) {
    this.platform = platform;
    this.clock = platform.clock();
    this.standing = standing;
    this.real = real;
    this.sender = new LetterSender(vertx, platform.rules().verifyTls());
    this.notices = new Notices(platform.dice());
    this.v2 = new V2Writer(platform.dice());
    this.v3 = new V3Writer(platform.dice(), platform.merchants());
  }

  @Override
  public void listen(Consumer<Message> listener) {
    listeners.add(listener);
  }

  @Override
  public List<Message> messages() {
    return mailbox.all().stream().map(MessageDelivery::message).toList();
  }

  @Override
  public List<Message> messages(String outTradeNo) {
    return messages().stream().filter(it -> outTradeNo.equals(it.outTradeNo())).toList();
  }

  @Override
  public Message message(String id) {
    return mailbox.get(id).message();
  }

  @Override
  public Message resend(String id) {
    MessageDelivery delivery = mailbox.get(id);
    boolean counts = delivery.message().state() != Message.State.DELIVERED;
    attempt(delivery, delivery.inEffect(false), counts)
        .thenAccept(
            attempt -> {
              if (counts && attempt.takenAs() == TakenAs.SUCCESS) {
                delivery.end(Message.State.DELIVERED);
                tell(delivery);
              }
            })
        .join();
    return delivery.message();
  }

  @Override
  public CompletableFuture<Message> firstAnswer(PlatformOrderKey key) {
    return mailbox.all().stream()
        .filter(it -> it.letter().mchid().equals(key.mchid()))
        .filter(it -> key.outTradeNo().equals(it.letter().outTradeNo()))
        .findFirst()
        .map(MessageDelivery::firstAnswer)
        .orElseThrow(() -> new NoSuchElementException("no message about " + key));
  }

  /** Forgets all messages. */
  public void clear() {
    mailbox.clear();
  }

  @Override
  public void close() {
    sender.close();
  }

  // ---------------------------------------------------------------------------- what happened

  @Override
  public void paid(List<PlatformOrder> orders, @Nullable Combination combination, Paying how) {
    Letter letter =
        combination == null ? notices.paid(orders.get(0)) : notices.paid(combination, orders);
    post(letter, how.faults());
  }

  @Override
  public void refunded(PlatformOrder order, PlatformRefund refund) {
    String notifyUrl = refund.terms().notifyUrl();
    if (notifyUrl != null) {
      post(notices.refunded(order, refund, notifyUrl, clock.now()), List.of());
    }
  }

  @Override
  public Message other(
      Product product,
      String mchid,
      String notifyUrl,
      Map<String, String> members,
      List<Fault> faults) {
    Letter letter =
        notices.other(
            product,
            platform.merchants().require(mchid),
            notifyUrl,
            members,
            others.getAndIncrement(),
            clock.now());
    post(letter, faults);
    return message(letter.id());
  }

  private void post(Letter letter, List<Fault> asked) {
    List<Fault> struck = new ArrayList<>(asked);
    struck.addAll(
        standing.draw(
            kind -> kind.on() != On.ANSWER && kind.on() != On.ORDER && !Fault.has(asked, kind),
            kind -> platform.dice().fraction("fault", letter.id(), kind)));
    List<Fault> faults = new ArrayList<>();
    List<String> notes = new ArrayList<>();
    for (Fault fault : struck) {
      if (canActOn(letter, fault.kind())) {
        faults.add(fault);
      } else {
        notes.add(
            fault.kind().wireName()
                + " cannot act on this "
                + letter.api()
                + " message: left as is");
      }
    }
    MessageDelivery delivery = new MessageDelivery(letter, faults, notes);
    mailbox.put(delivery);
    begin(delivery);
    tell(delivery);
  }

  private static boolean canActOn(Letter letter, FaultKind kind) {
    return letter.api() == Api.V2
        ? V2Writer.canActOn(letter.content(), kind)
        : V3Writer.canActOn(kind);
  }

  private void begin(MessageDelivery delivery) {
    if (delivery.has(FaultKind.LOST)) {
      delivery.end(Message.State.LOST);
      return;
    }
    Instant first = clock.now().plus(platform.rules().firstDelay());
    Fault.Delayed delayed = Fault.find(delivery.faults(), Fault.Delayed.class).orElse(null);
    if (delayed != null) {
      first = first.plus(delayed.by());
    }
    Fault.Reordered reordered = Fault.find(delivery.faults(), Fault.Reordered.class).orElse(null);
    if (delayed != null || reordered != null || !platform.rules().firstDelay().isZero()) {
      // It cannot be waited for without moving the clock.
      delivery.answered();
    }
    if (reordered == null) {
      plan(delivery, first, () -> first(delivery));
      return;
    }
    mailbox.hold(delivery);
    plan(delivery, first.plus(reordered.within()), () -> release(delivery));
  }

  // -------------------------------------------------------------------------------- attempts

  private void plan(MessageDelivery delivery, Instant at, Supplier<CompletableFuture<?>> step) {
    delivery.planned(at);
    clock.atFor(at, step);
  }

  /** Lets a message go that was held back, unless it has gone already. */
  private CompletableFuture<?> release(MessageDelivery delivery) {
    return mailbox.release(delivery) ? first(delivery) : CompletableFuture.completedFuture(null);
  }

  /** Another message to the same merchant went out: who waited for that goes now. */
  private CompletableFuture<?> releaseAfter(MessageDelivery other) {
    CompletableFuture<?> done = CompletableFuture.completedFuture(null);
    for (MessageDelivery delivery : mailbox.heldUntil(other)) {
      done = done.thenCompose(before -> release(delivery));
    }
    return done;
  }

  /** The forged copies, one after the other, then the first genuine attempt. */
  private CompletableFuture<?> first(MessageDelivery delivery) {
    CompletableFuture<?> forged = CompletableFuture.completedFuture(null);
    for (Fault forgery : delivery.forgeries()) {
      forged = forged.thenCompose(before -> attempt(delivery, List.of(forgery), false));
    }
    return forged
        .thenCompose(before -> together(delivery))
        .thenCompose(before -> releaseAfter(delivery));
  }

  /** The first genuine attempt, and its copies at the same moment if there are any. */
  private CompletableFuture<?> together(MessageDelivery delivery) {
    List<CompletableFuture<?>> all = new ArrayList<>();
    all.add(genuine(delivery, true));
    Fault.find(delivery.faults(), Fault.ParallelDuplicate.class)
        .ifPresent(
            it -> {
              for (int i = 0; i < it.copies(); i++) {
                all.add(attempt(delivery, copy(delivery, it, true), false));
              }
            });
    return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
  }

  /** A copy has the faults of what it copies. */
  private static List<Fault> copy(MessageDelivery delivery, Fault copied, boolean first) {
    List<Fault> faults = new ArrayList<>(List.of(copied));
    faults.addAll(delivery.inEffect(first));
    return faults;
  }

  private CompletableFuture<?> genuine(MessageDelivery delivery, boolean first) {
    if (!delivery.isPending()) {
      // A person resent it in between, and it was accepted.
      return CompletableFuture.completedFuture(null);
    }
    Instant started = clock.now();
    List<Fault> faults = delivery.inEffect(first);
    // An answer to a probe decides nothing; the same notification follows with its signature.
    boolean counts = !Fault.has(faults, FaultKind.PROBE);
    return attempt(delivery, faults, counts)
        .thenAccept(
            attempt -> {
              if (counts && attempt.takenAs() == TakenAs.SUCCESS) {
                accepted(delivery, attempt);
              } else {
                again(delivery, started);
              }
              tell(delivery);
            });
  }

  private void accepted(MessageDelivery delivery, MessageAttempt attempt) {
    delivery.end(Message.State.DELIVERED);
    Fault.find(delivery.faults(), Fault.Duplicate.class)
        .ifPresent(
            it -> {
              for (int i = 1; i <= it.copies(); i++) {
                clock.atFor(
                    clock.now().plus(it.gap().multipliedBy(i)),
                    () -> attempt(delivery, copy(delivery, it, false), false));
              }
            });
    Fault.find(delivery.faults(), Fault.Replayed.class)
        .ifPresent(
            it -> clock.atFor(clock.now().plus(it.after()), () -> replay(delivery, attempt, it)));
  }

  private void again(MessageDelivery delivery, Instant started) {
    Rules rules = platform.rules();
    int retry = delivery.takeRetry();
    if (!delivery.isPending()) {
      return;
    }
    if (retry >= rules.gaps().size()) {
      delivery.end(Message.State.EXHAUSTED);
      return;
    }
    Instant from = rules.gapFrom() == Rules.Gap.START ? started : clock.now();
    plan(delivery, from.plus(rules.gaps().get(retry)), () -> genuine(delivery, false));
    delivery.answered();
  }

  private CompletableFuture<MessageAttempt> attempt(
      MessageDelivery delivery, List<Fault> faults, boolean counts) {
    PlannedAttempt planned = new PlannedAttempt(delivery.nextNumber(), real.instant(), faults);
    return send(delivery, planned, write(delivery.letter(), planned), counts);
  }

  private CompletableFuture<?> replay(
      MessageDelivery delivery, MessageAttempt attempt, Fault.Replayed fault) {
    HttpLetter same =
        new HttpLetter(
            delivery.letter().notifyUrl(), attempt.requestHeaders(), attempt.requestBody());
    PlannedAttempt planned =
        new PlannedAttempt(delivery.nextNumber(), real.instant(), List.of(fault));
    return send(delivery, planned, same, false);
  }

  private HttpLetter write(Letter letter, PlannedAttempt planned) {
    Merchant merchant = platform.merchants().require(letter.mchid());
    Rules rules = platform.rules();
    HttpLetter written;
    if (letter.content() instanceof Content.V2Payment payment) {
      written = v2.write(letter, payment, merchant, rules, planned);
    } else if (letter.content() instanceof Content.V2Refund refund) {
      written = v2.write(letter, refund, merchant, rules, planned);
    } else {
      written = v3.write(letter, (Content.V3) letter.content(), merchant, rules, planned);
    }
    return onTheWay(written, planned);
  }

  /** What happens to the request without touching its content. */
  private static HttpLetter onTheWay(HttpLetter letter, PlannedAttempt planned) {
    HttpLetter changed = planned.has(FaultKind.CHUNKED) ? letter.inChunks() : letter;
    Fault.WrongContentType type = planned.find(Fault.WrongContentType.class).orElse(null);
    if (type != null) {
      changed = changed.withContentType(type.type());
    }
    Fault.Slow slow = planned.find(Fault.Slow.class).orElse(null);
    return slow == null ? changed : changed.slowly(slow.over());
  }

  private CompletableFuture<MessageAttempt> send(
      MessageDelivery delivery, PlannedAttempt planned, HttpLetter letter, boolean counts) {
    Instant at = clock.now();
    Rules rules = platform.rules();
    Duration timeout = rules.timeout();
    return sender
        .send(letter, timeout)
        .thenApply(
            reply -> {
              ReplyVerdict verdict = ReplyVerdict.of(delivery.letter().api(), reply, rules);
              MessageAttempt attempt =
                  new MessageAttempt(
                      planned.number(),
                      at,
                      planned.realTime(),
                      letter.headers(),
                      kept(letter.body()),
                      reply.status(),
                      reply.headers(),
                      reply.body(),
                      verdict.takenAs(),
                      verdict.why(),
                      reply.took(),
                      planned.named(),
                      planned.right(),
                      counts);
              delivery.record(attempt);
              tell(delivery);
              return attempt;
            });
  }

  /** Only a giant copy is longer, and thousands of those would fill the memory. */
  private static byte[] kept(byte[] body) {
    return body.length > KEPT_BYTES ? Arrays.copyOf(body, KEPT_BYTES) : body;
  }

  private void tell(MessageDelivery delivery) {
    Message message = delivery.message();
    listeners.forEach(listener -> listener.accept(message));
  }
}
