package io.github.paybell.engine.inbox;

import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.store.Audit;
import io.github.paybell.engine.store.Page;
import io.github.paybell.engine.store.Result;
import io.github.paybell.engine.store.Sql;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The refused requests that are kept, for a person who asks why. What they say is a claim: nothing
 * is ever decided by it. Headers and bodies are sealed with the master key, because they may be
 * genuine. Bounded in rows, bytes and age (BOUNDED). Thread-safe.
 */
public final class Rejections {
  /** Larger bodies are not kept; that they came is. */
  static final int MAX_BODY_BYTES = 65_536;

  /** Of all bodies together; sealed they take a third more, which makes 256 MiB. */
  static final long MAX_BYTES = 192L << 20;

  static final Duration KEPT = Duration.ofDays(14);

  /** One row in so many may be of requests that name no token of ours, which anyone can send. */
  private static final int STRANGERS = 10;

  private final Store store;
  private final MasterKey key;
  private final Clock clock;
  private final Audit audit;
  private final Sql insert;
  private final Sql prune;
  private final Sql list;
  private final Sql byId;

  public Rejections(Store store, MasterKey key, Clock clock) {
    this.store = store;
    this.key = key;
    this.clock = clock;
    audit = new Audit(store);
    insert = Sql.load(Rejections.class, store, "insert_rejection");
    prune = Sql.load(Rejections.class, store, "prune_rejections");
    list = Sql.load(Rejections.class, store, "list_rejections");
    byId = Sql.load(Rejections.class, store, "rejection_by_id");
  }

  /**
   * A refused request with what is kept of its bytes.
   *
   * @param headers those that decide, as {@link SignedHeaders} writes them
   * @param body null: not kept
   */
  record Kept(Rejected rejected, @Nullable String headers, byte @Nullable [] body) {}

  void write(List<Kept> kept) throws SQLException {
    var rows = insert.rows();
    for (var each : kept) {
      var rejected = each.rejected();
      var headers = each.headers();
      var body = each.body();
      rows.add()
          .set("id", rejected.id())
          .set("account", rejected.account())
          .set("reason", rejected.reason())
          .set("detail", rejected.detail())
          .set("address", rejected.address())
          .set("digest", Columns.digest(body == null ? new byte[0] : body))
          .set("out_trade_no", rejected.outTradeNo())
          .set("status", rejected.status())
          .set("bytes", rejected.bytes() < 0 ? null : rejected.bytes())
          .set("headers", headers == null ? null : seal(rejected, "headers", utf8(headers)))
          .set("body", body == null ? null : seal(rejected, "body", body))
          .set("now", rejected.at());
    }
    store.write(rows::execute);
  }

  /**
   * Lets go what is too old, too much or too many.
   *
   * @param most rows that may stay
   */
  int prune(int most) throws SQLException {
    int strangers = most / STRANGERS;
    var rows =
        prune
            .rows()
            .set("past", clock.instant().minus(KEPT))
            .set("bytes", MAX_BYTES)
            .set("strangers", strangers)
            .set("keep", most - strangers);
    return store.write(rows::execute);
  }

  private String seal(Rejected rejected, String field, byte[] bytes) {
    return key.seal(rejected.account(), field(rejected.id(), field), bytes);
  }

  private static String field(UUID id, String field) {
    return "rejection " + id + " " + field;
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Lists refused requests, newest first.
   *
   * @param outTradeNo that they claim to be about; null: all
   * @param reason such as {@code signature_wrong}; null: all
   * @param cursor from the page before; null: from the newest
   * @param limit 1 to 200
   * @throws IllegalArgumentException if the cursor is none of ours
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public Page<RejectionView> list(
      @Nullable String account,
      @Nullable String outTradeNo,
      @Nullable String reason,
      @Nullable String cursor,
      int limit) {
    var rows =
        list.rows()
            .filter("account", account)
            .filter("out_trade_no", outTradeNo)
            .filter("reason", reason)
            .filter("cursor", cursor == null ? null : UUID.fromString(cursor))
            .set("limit", limit + 1);
    return Page.of(
        store.ask(connection -> rows.query(connection, Rejections::view)),
        limit,
        rejection -> rejection.id().toString());
  }

  /**
   * What was refused as it was received.
   *
   * @param body byte for byte; null: it was not kept, because it was too large or no token was
   *     known
   */
  public record Raw(RejectionView rejection, byte @Nullable [] body) {
    @Override
    public String toString() {
      return "Raw[" + rejection.id() + "]";
    }
  }

  /**
   * Opens the body of a refused request; each look is kept (AUDITED).
   *
   * @param actor who looks
   * @return empty if there is none of that id
   * @throws IllegalStateException if another master key sealed it
   * @throws StoreUnavailableException if the store cannot be asked
   */
  public Optional<Raw> raw(UUID id, String actor) {
    return store.change(connection -> raw(connection, id, actor));
  }

  private Optional<Raw> raw(Connection connection, UUID id, String actor) throws SQLException {
    var found =
        byId.rows().set("id", id).first(connection, row -> new Sealed(view(row), row.text("body")));
    if (found.isEmpty()) {
      return Optional.empty();
    }
    var view = found.get().view();
    audit.write(
        connection, actor, "rejection.look", view.account(), id.toString(), null, clock.instant());
    var sealed = found.get().body();
    var account = view.account() == null ? Rejected.NO_ACCOUNT : view.account();
    return Optional.of(
        new Raw(view, sealed == null ? null : key.openBytes(account, field(id, "body"), sealed)));
  }

  private record Sealed(RejectionView view, @Nullable String body) {}

  private static RejectionView view(Result row) throws SQLException {
    var account = row.mustText("account");
    return new RejectionView(
        row.mustUuid("id"),
        account.equals(Rejected.NO_ACCOUNT) ? null : account,
        row.mustInstant("created_at"),
        row.mustText("reason"),
        row.text("detail"),
        row.text("address"),
        row.text("out_trade_no"),
        row.numberOrNull("bytes"));
  }
}
