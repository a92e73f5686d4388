package io.github.paybell.engine.calls;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.Placement.Api;
import io.github.paybell.engine.calls.Placement.TradeType;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlacementDigestTest {
  private static final Instant END = Instant.parse("2026-01-05T02:00:00Z");
  private static final Placement ONE =
      placement(Api.V3, TradeType.JSAPI, "ORDER0001", "茶", 1, "CNY", "https://n", END)
          .apply("wx1", "1900000110", "o1", "203.0.113.7", "a");

  private interface Rest {
    Placement apply(
        String appid,
        @Nullable String subMchid,
        @Nullable String openid,
        @Nullable String ip,
        @Nullable String attach);
  }

  private static Rest placement(
      Api api,
      TradeType type,
      String outTradeNo,
      String description,
      long total,
      String currency,
      String notifyUrl,
      @Nullable Instant end) {
    return (appid, subMchid, openid, ip, attach) ->
        new Placement(
            api,
            type,
            outTradeNo,
            description,
            total,
            currency,
            notifyUrl,
            appid,
            subMchid,
            openid,
            ip,
            attach,
            end);
  }

  private static Rest first(
      Api api, TradeType type, String no, String description, long total, String currency) {
    return placement(api, type, no, description, total, currency, "https://n", END);
  }

  private static Placement usual(Rest first) {
    return first.apply("wx1", "1900000110", "o1", "203.0.113.7", "a");
  }

  @Test
  @DisplayName("Every field that is data makes another digest, absent and empty too")
  void everyField() {
    var same = first(Api.V3, TradeType.JSAPI, "ORDER0001", "茶", 1, "CNY");
    var others =
        List.of(
            ONE,
            usual(first(Api.V2, TradeType.JSAPI, "ORDER0001", "茶", 1, "CNY")),
            usual(first(Api.V3, TradeType.APP, "ORDER0001", "茶", 1, "CNY")),
            usual(first(Api.V3, TradeType.JSAPI, "ORDER0002", "茶", 1, "CNY")),
            usual(first(Api.V3, TradeType.JSAPI, "ORDER0001", "水", 1, "CNY")),
            usual(first(Api.V3, TradeType.JSAPI, "ORDER0001", "茶", 2, "CNY")),
            usual(first(Api.V3, TradeType.JSAPI, "ORDER0001", "茶", 1, "HKD")),
            usual(placement(Api.V3, TradeType.JSAPI, "ORDER0001", "茶", 1, "CNY", "https://m", END)),
            usual(
                placement(Api.V3, TradeType.JSAPI, "ORDER0001", "茶", 1, "CNY", "https://n", null)),
            usual(
                placement(
                    Api.V3,
                    TradeType.JSAPI,
                    "ORDER0001",
                    "茶",
                    1,
                    "CNY",
                    "https://n",
                    END.plusSeconds(1))),
            same.apply("wx2", "1900000110", "o1", "203.0.113.7", "a"),
            same.apply("wx1", null, "o1", "203.0.113.7", "a"),
            same.apply("wx1", "1900000111", "o1", "203.0.113.7", "a"),
            same.apply("wx1", "1900000110", null, "203.0.113.7", "a"),
            same.apply("wx1", "1900000110", "o2", "203.0.113.7", "a"),
            same.apply("wx1", "1900000110", "o1", "203.0.113.7", null),
            same.apply("wx1", "1900000110", "o1", "203.0.113.7", ""),
            same.apply("wx1", "1900000110", "o1", "203.0.113.7", "b"));

    assertThat(others.stream().map(PlacementDigest::of)).doesNotHaveDuplicates();
    assertThat(PlacementDigest.of(usual(same))).isEqualTo(PlacementDigest.of(ONE)).hasSize(64);
  }

  @Test
  @DisplayName("The payer's address is no data: it changes between Wi-Fi and the mobile network")
  void anotherNetwork() {
    var same = first(Api.V3, TradeType.MWEB, "ORDER0001", "茶", 1, "CNY");
    assertThat(
            Stream.of("203.0.113.7", "203.0.113.8", null)
                .map(ip -> PlacementDigest.of(same.apply("wx1", null, null, ip, "a"))))
        .hasSize(3)
        .containsOnly(PlacementDigest.of(same.apply("wx1", null, null, "198.51.100.1", "a")));
  }

  @Test
  @DisplayName("Letters cannot move from one field to the next unseen")
  void separators() {
    var same = first(Api.V3, TradeType.JSAPI, "ORDER0001", "茶", 1, "CNY");
    assertThat(
            Stream.of(
                    same.apply("wx1", "1", "2;1:3", "4", null),
                    same.apply("wx1", "1", "2", "3;1:4", null),
                    same.apply("wx1", "12", null, "34", null),
                    same.apply("wx1", null, "12", "34", null),
                    same.apply("wx11", "2", null, "34", null))
                .map(PlacementDigest::of))
        .doesNotHaveDuplicates();
  }

  @Test
  @DisplayName("An end is told to the second, so a fraction of one is no difference")
  void fraction() {
    var with =
        placement(
                Api.V3,
                TradeType.JSAPI,
                "ORDER0001",
                "茶",
                1,
                "CNY",
                "https://n",
                END.plusMillis(999))
            .apply("wx1", "1900000110", "o1", "203.0.113.7", "a");

    assertThat(PlacementDigest.of(with)).isEqualTo(PlacementDigest.of(ONE));
  }
}
