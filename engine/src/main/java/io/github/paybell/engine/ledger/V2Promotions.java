package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.PaymentDetails.Goods;
import io.github.paybell.engine.ledger.PaymentDetails.Promotion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The coupons of a v2 payment, in v3's names (TOLD_WHOLE). Orders with {@code version=1.0} tell of
 * them in {@code promotion_detail}, a JSON text within one element; others, and some of these, in
 * numbered fields.
 *
 * <p>Nothing hangs on that text: members that are not what the documents say are left out, and a
 * text that is no JSON is as good as absent.
 */
public final class V2Promotions {
  private static final JsonFactory JSON = new JsonFactory();
  private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]{1,18}");

  /** Some texts are an object around the list. */
  private static final String WRAPPER = "promotion_detail";

  private V2Promotions() {}

  /**
   * All coupons, each once: those of the text, then the numbered ones that it does not name.
   *
   * @param promotionDetail as it came
   * @param numbered those of {@code coupon_id_$n} and its siblings
   */
  public static List<Promotion> of(@Nullable String promotionDetail, List<Promotion> numbered) {
    var read = read(promotionDetail);
    if (read == null || read.isEmpty()) {
      return numbered;
    }
    var all = new ArrayList<>(read);
    var named = new HashSet<@Nullable String>();
    read.forEach(it -> named.add(it.couponId()));
    for (var coupon : numbered) {
      // One without an id cannot be told from those of the text, and would count twice.
      if (coupon.couponId() != null && named.add(coupon.couponId())) {
        all.add(coupon);
      }
    }
    return all;
  }

  /** Whether the text, if there is one, is a list of coupons. */
  public static boolean readable(@Nullable String promotionDetail) {
    return promotionDetail == null || promotionDetail.isBlank() || read(promotionDetail) != null;
  }

  /** Null: there is none, or it is no list. */
  private static @Nullable List<Promotion> read(@Nullable String text) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try (var json = JSON.createParser(ObjectReadContext.empty(), text)) {
      var first = json.nextToken();
      if (first == JsonToken.START_OBJECT
          && WRAPPER.equals(json.nextName())
          && json.nextToken() == JsonToken.START_ARRAY) {
        first = JsonToken.START_ARRAY;
      }
      if (first != JsonToken.START_ARRAY) {
        return null;
      }
      var read = new ArrayList<Promotion>();
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          read.add(promotion(json));
        } else {
          json.skipChildren();
        }
      }
      return read;
    } catch (JacksonException e) {
      return null;
    }
  }

  private static Promotion promotion(JsonParser json) {
    var goods = new ArrayList<Goods>();
    var read = Members.of(json, goods);
    return new Promotion(
        read.text("promotion_id"),
        read.text("name"),
        read.text("scope"),
        type(read.text("type")),
        read.number("amount"),
        read.text("activity_id"),
        read.number("wxpay_contribute"),
        read.number("merchant_contribute"),
        read.number("other_contribute"),
        null,
        goods);
  }

  /** COUPON was paid for in advance by its sponsor; a DISCOUNT the merchant bears. */
  private static @Nullable String type(@Nullable String v2) {
    if ("COUPON".equals(v2)) {
      return "CASH";
    }
    return "DISCOUNT".equals(v2) ? "NOCASH" : v2;
  }

  /** The texts and numbers of one object; everything else in it is passed over. */
  private static final class Members {
    private final Map<String, String> values = new HashMap<>();

    /**
     * Reads to the end of the object.
     *
     * @param goods takes those of {@code goods_detail}
     */
    static Members of(JsonParser json, List<Goods> goods) {
      var read = new Members();
      while (json.nextToken() == JsonToken.PROPERTY_NAME) {
        var name = json.currentName();
        var token = json.nextToken();
        if (token == JsonToken.START_ARRAY && name.equals("goods_detail")) {
          goods(json, goods);
        } else if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
          read.values.putIfAbsent(name, json.getString());
        } else {
          json.skipChildren();
        }
      }
      return read;
    }

    private static void goods(JsonParser json, List<Goods> goods) {
      while (json.nextToken() != JsonToken.END_ARRAY) {
        if (json.currentToken() == JsonToken.START_OBJECT) {
          var read = of(json, new ArrayList<>());
          goods.add(
              new Goods(
                  read.text("goods_id"),
                  read.number("quantity"),
                  read.number("price"),
                  read.number("discount_amount"),
                  read.text("goods_remark")));
        } else {
          json.skipChildren();
        }
      }
    }

    @Nullable String text(String name) {
      return values.get(name);
    }

    @Nullable Long number(String name) {
      var value = values.get(name);
      return value != null && WHOLE_NUMBER.matcher(value).matches() ? Long.valueOf(value) : null;
    }
  }
}
