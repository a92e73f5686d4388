package io.github.paybell.engine.inbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.account.MasterKey;
import io.github.paybell.engine.store.Ids;
import io.github.paybell.engine.store.Store;
import io.github.paybell.engine.store.TestStores;
import io.github.paybell.protocol.SettableClock;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RejectionsContractTest {
  private static final byte[] BODY = "<xml>支付 of openid oUpF8uMuAJO</xml>".getBytes(UTF_8);

  private final SettableClock clock = new SettableClock(Instant.parse("2026-01-05T02:00:00Z"));

  private Rejected rejected(String account, String reason, @Nullable String number) {
    return new Rejected(
        Ids.at(clock.millis()),
        clock.instant(),
        account,
        reason,
        "why",
        "10.0.0.1",
        number,
        200,
        7);
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName("SEEN: what was refused is found by account, order number and reason, newest first")
  void found(TestStores stores) throws Exception {
    try (var store = Store.open(stores.create())) {
      var rejections = TestRejections.of(store, clock);
      var first = rejected("shop", "stale", "ORDER-1");
      var second = rejected("shop", "malformed", "ORDER-1");
      var third = rejected("other", "stale", null);
      var stranger = rejected("", "unknown_token", null);
      rejections.write(
          List.of(first, second, third, stranger).stream()
              .map(each -> new Rejections.Kept(each, "Request-ID: 1\n", BODY))
              .toList());

      assertThat(ids(rejections, null, null, null))
          .containsExactly(stranger.id(), third.id(), second.id(), first.id());
      assertThat(ids(rejections, "shop", "ORDER-1", null)).containsExactly(second.id(), first.id());
      assertThat(ids(rejections, null, null, "stale")).containsExactly(third.id(), first.id());
      var page = rejections.list("shop", null, null, null, 1);
      assertThat(page.items()).extracting(RejectionView::id).containsExactly(second.id());
      assertThat(rejections.list("shop", null, null, page.next(), 1).items())
          .containsExactly(
              new RejectionView(
                  first.id(), "shop", first.at(), "stale", "why", "10.0.0.1", "ORDER-1", 7L));
      assertThat(rejections.list(null, null, "unknown_token", null, 9).items())
          .singleElement()
          .satisfies(view -> assertThat(view.account()).isNull());
    }
  }

  private static List<UUID> ids(
      Rejections rejections,
      @Nullable String account,
      @Nullable String number,
      @Nullable String reason) {
    return rejections.list(account, number, reason, null, 200).items().stream()
        .map(RejectionView::id)
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  @DisplayName(
      "SILENT_SECRETS, AUDITED: headers and body are sealed at rest; each look leaves a row")
  void sealed(TestStores stores) throws Exception {
    var options = stores.create();
    try (var store = Store.open(options)) {
      var rejections = TestRejections.of(store, clock);
      var kept = rejected("shop", "stale", "ORDER-1");
      var bare = rejected("shop", "too_large", null);
      rejections.write(
          List.of(
              new Rejections.Kept(kept, "Request-ID: of-openid\n", BODY),
              new Rejections.Kept(bare, null, null)));

      assertThat(
              TestRows.texts(options, "select body from paybell_rejection where body is not null"))
          .singleElement()
          .satisfies(body -> assertThat(body).startsWith("sealed:v1:"));
      assertThat(TestRows.texts(options, "select headers from paybell_rejection order by id"))
          .first()
          .satisfies(headers -> assertThat(headers).startsWith("sealed:v1:"));
      assertThat(rejections.raw(kept.id(), "admin"))
          .hasValueSatisfying(raw -> assertThat(raw.body()).isEqualTo(BODY));
      assertThat(rejections.raw(bare.id(), "admin"))
          .hasValueSatisfying(raw -> assertThat(raw.body()).isNull());
      assertThat(rejections.raw(Ids.at(0), "admin")).isEmpty();
      assertThat(TestRows.texts(options, "select subject from paybell_audit order by id"))
          .containsExactly(kept.id().toString(), bare.id().toString());

      var another = new Rejections(store, MasterKey.load("1e".repeat(32), Path.of(".")), clock);
      assertThatThrownBy(() -> another.raw(kept.id(), "admin"))
          .hasMessageContaining("another master key");
    }
  }
}
