package io.github.paybell.engine.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The database that this replica has used, kept in {@code store-identity} of its data directory. A
 * connection to another one, or to one that was left behind by a failover, would acknowledge what
 * the database that counts does not have. Thread-safe.
 */
public final class KnownStore {
  private static final Logger log = LoggerFactory.getLogger(KnownStore.class);

  private static final String FILE = "store-identity";

  /** Of a database that told its identity once and does not any more. */
  private static final StoreIdentity UNTOLD = new StoreIdentity("unknown", 0);

  private final Path file;
  private final String remedy;
  private final Clock clock;
  private final Set<StoreIdentity> refused = new HashSet<>();
  private final Queue<String> news = new ArrayDeque<>();
  private @Nullable Dialect dialect;
  private @Nullable StoreIdentity known;
  private @Nullable StoreIdentity accept;
  private @Nullable StoreIdentity former;
  private boolean warned;

  private KnownStore(
      Path file,
      @Nullable StoreIdentity known,
      @Nullable StoreIdentity accept,
      String remedy,
      Clock clock) {
    this.file = file;
    this.known = known;
    this.accept = accept;
    this.remedy = remedy;
    this.clock = clock;
  }

  /**
   * Reads what is known; nothing at the first start.
   *
   * @param folder the data directory
   * @param accept the identity that a person accepts in place of the known one; null: none
   * @param remedy how a person accepts one, as a sentence; {@code %s} is its identity
   * @throws IllegalArgumentException if {@code accept} or the file's text is none
   * @throws IOException if the file is there and cannot be read
   */
  public static KnownStore in(Path folder, @Nullable String accept, String remedy, Clock clock)
      throws IOException {
    var file = folder.resolve(FILE);
    try {
      return new KnownStore(
          file,
          Files.exists(file) ? StoreIdentity.of(Files.readString(file)) : null,
          accept == null ? null : StoreIdentity.of(accept),
          remedy,
          clock);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(file + " or --accept-store: " + e.getMessage(), e);
    }
  }

  /**
   * Looks which database is at the other end of a new connection; one question.
   *
   * @return why the connection must not be used; empty: it may
   * @throws SQLException if the database does not answer, or is a standby
   */
  public synchronized Optional<String> refusal(Connection connection) throws SQLException {
    var told = told(connection);
    if (known == null && told.isEmpty()) {
      return Optional.empty();
    }
    var found = told.orElse(UNTOLD);
    if (known == null) {
      first(found);
    } else if (found.equals(known)) {
      return Optional.empty();
    } else if (found.follows(known)) {
      risen(known, found);
    } else if (found.equals(accept)) {
      former = known;
      known = found;
      accept = null;
    } else {
      return Optional.of(refused(known, found));
    }
    return Optional.empty();
  }

  /**
   * Looks which database is at the other end of a connection that is not Paybell's to refuse. Only
   * warns where it is not the known one, and knows it from then on.
   *
   * @throws SQLException if the database does not answer
   */
  public synchronized void note(Connection connection) throws SQLException {
    var told = told(connection);
    if (told.isEmpty()) {
      return;
    }
    var found = told.get();
    if (known == null) {
      first(found);
    } else if (!found.equals(known)) {
      if (found.follows(known)) {
        risen(known, found);
      } else {
        log.warn(
            "the database {}. It is used; if that was not meant, stop and look: notifications that"
                + " were acknowledged may be missing in it",
            difference(known, found));
        keep(found);
      }
    }
  }

  private Optional<StoreIdentity> told(Connection connection) throws SQLException {
    if (dialect == null) {
      dialect = Dialect.of(connection);
    }
    var told = dialect.identity(connection);
    if (told.isEmpty() && !warned && dialect.tellsIdentity()) {
      warned = true;
      log.warn(
          "the database ({}) does not tell which one it is: after a failover or a restored backup"
              + " Paybell cannot see that acknowledged notifications are missing",
          dialect.title());
    }
    return told;
  }

  private void first(StoreIdentity found) {
    keep(found);
    log.info("the store is {}", found.id());
  }

  private void risen(StoreIdentity from, StoreIdentity to) {
    var sentence =
        "the database went from timeline "
            + from.timeline()
            + " to "
            + to.timeline()
            + ": a standby took over, or a backup was restored. What the former primary had not"
            + " handed on is missing; run the reconciliation of these days";
    log.warn(sentence);
    keep(to);
    news.add(sentence);
  }

  private String refused(StoreIdentity last, StoreIdentity found) {
    var sentence = difference(last, found);
    if (refused.add(found)) {
      log.error(
          "the database {}. Its connections are not used, and without others every notification is"
              + " answered as busy. {}",
          sentence,
          remedy.formatted(found.id()));
    }
    return sentence;
  }

  private static String difference(StoreIdentity last, StoreIdentity found) {
    return found.system().equals(last.system())
        ? "is on timeline "
            + found.timeline()
            + ", and this replica has seen "
            + last.timeline()
            + ": an old primary or an old copy, in which acknowledged notifications are missing"
        : "is another database ("
            + found.id()
            + ") than the one this replica has used ("
            + last.id()
            + ")";
  }

  /** Whether a connection was refused, so that waiting for another database makes sense. */
  public synchronized boolean refusedOne() {
    return !refused.isEmpty();
  }

  /** What a person must know of it and was not told yet. */
  public synchronized Optional<String> news() {
    return Optional.ofNullable(news.peek());
  }

  synchronized void newsTold() {
    news.poll();
  }

  /**
   * Writes down that a person accepted another database, in that database first (AUDITED).
   *
   * @param writes of that database
   */
  void confirm(Transactions writes, Audit audit) throws SQLException {
    StoreIdentity from;
    StoreIdentity to;
    synchronized (this) {
      from = former;
      to = known;
      former = null;
    }
    if (from == null || to == null) {
      return;
    }
    writes.run(
        connection -> {
          audit.write(
              connection,
              "paybell serve",
              "store.accept",
              null,
              to.id(),
              "before: " + from.id(),
              clock.instant());
          return to;
        });
    keep(to);
    log.warn("the store {} is accepted in place of {}", to.id(), from.id());
  }

  private synchronized void keep(StoreIdentity identity) {
    known = identity;
    try {
      OwnerOnly.write(file, identity.id() + "\n");
    } catch (IOException e) {
      // Payments do not wait for the folder: it is known until the process ends.
      log.warn("{} cannot be written ({}): it is known until the restart", file, e.toString());
    }
  }
}
