package io.github.paybell.engine.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.ledger.PaymentDetails.Goods;
import io.github.paybell.engine.ledger.PaymentDetails.Promotion;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code promotion_detail} of API v2: a JSON text in which nothing decides. */
class V2PromotionsTest {
  private static final List<Promotion> NUMBERED =
      List.of(Promotion.ofV2("C1", "NO_CASH", 5L), Promotion.ofV2("C2", null, 3L));

  private static List<String> ids(List<Promotion> promotions) {
    return promotions.stream().map(it -> String.valueOf(it.couponId())).toList();
  }

  @Test
  @DisplayName("TOLD_WHOLE: a promotion with its goods, in v3's names")
  void whole() {
    assertThat(
            V2Promotions.of(
                """
                [{"promotion_id":"109519","name":"单品惠-6","scope":"SINGLE","type":"DISCOUNT",\
                "amount":5,"activity_id":"931386","wxpay_contribute":0,"merchant_contribute":5,\
                "other_contribute":0,"goods_detail":[{"goods_id":"a_goods1",\
                "goods_remark":"商品备注","quantity":7,"price":1,"discount_amount":4}]}]\
                """,
                List.of()))
        .containsExactly(
            new Promotion(
                "109519",
                "单品惠-6",
                "SINGLE",
                "NOCASH",
                5L,
                "931386",
                0L,
                5L,
                0L,
                null,
                List.of(new Goods("a_goods1", 7L, 1L, 4L, "商品备注"))));
  }

  @Test
  @DisplayName("TOLD_WHOLE: a coupon that text and numbered fields name is told once")
  void once() {
    var both = V2Promotions.of("[{\"promotion_id\":\"C1\",\"type\":\"DISCOUNT\"}]", NUMBERED);

    assertThat(ids(both)).containsExactly("C1", "C2");
    assertThat(both.get(1)).isEqualTo(NUMBERED.get(1));
    assertThat(
            ids(
                V2Promotions.of(
                    "[{\"promotion_id\":\"C1\"}]", List.of(Promotion.ofV2(null, "CASH", 1L)))))
        .as("without an id it cannot be told apart")
        .containsExactly("C1");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "[]",
        "{}",
        "{\"promotion_detail\":[]}",
        "{\"promotion_detail\":7}",
        "null",
        "7",
        "coupon",
        "[{\"promotion_id\":\"C9\"",
        "[{\"promotion_id\":\"C9\"},",
        "[{\"promotion_id\" \"C9\"}]"
      })
  @DisplayName("A text without coupons, or that is no list, leaves the numbered fields")
  void none(String text) {
    assertThat(V2Promotions.of(text, NUMBERED)).isEqualTo(NUMBERED);
    assertThat(V2Promotions.of(null, NUMBERED)).isEqualTo(NUMBERED);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '~',
      value = {
        "~~ | true",
        "[] | true",
        "[7,{\"promotion_id\":{}}] | true",
        "{\"promotion_detail\":[{}]} | true",
        "{\"promotions\":[]} | false",
        "7 | false",
        "[{} | false",
        "coupon | false"
      })
  @DisplayName("What is no list of coupons is known as such")
  void readable(String text, boolean readable) {
    assertThat(V2Promotions.readable(text)).isEqualTo(readable);
    assertThat(V2Promotions.readable(null)).isTrue();
  }

  @Test
  @DisplayName("An object around the list is looked into")
  void wrapped() {
    assertThat(
            ids(V2Promotions.of("{\"promotion_detail\":[{\"promotion_id\":\"C7\"}]}", List.of())))
        .containsExactly("C7");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "\"amount\":{}",
        "\"amount\":[[1]]",
        "\"amount\":1.5",
        "\"amount\":\"one\"",
        "\"amount\":123456789012345678901234567890",
        "\"amount\":null",
        "\"amount\":true",
        "\"name\":{\"amount\":1}",
        "\"goods_detail\":7",
        "\"goods_detail\":{\"amount\":1}",
        "\"new\":[{\"promotion_id\":\"no\"}]"
      })
  @DisplayName("A member that is not what it should be is left out alone")
  void members(String member) {
    assertThat(
            V2Promotions.of(
                "[7,{" + member + ",\"promotion_id\":\"C1\",\"type\":\"COUPON\"}]", List.of()))
        .containsExactly(
            new Promotion("C1", null, null, "CASH", null, null, null, null, null, null, List.of()));
  }
}
