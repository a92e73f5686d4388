package io.github.paybell.engine.ledger;

import io.github.paybell.engine.ledger.PaymentDetails.Payer;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/**
 * The payers that events have told of: once told, an openid stands nowhere else but in the raw
 * body.
 */
final class ToldPayers {
  private static final JsonFactory JSON = new JsonFactory();

  private ToldPayers() {}

  /**
   * @param transactionId who paid by this; null: the payer told of last
   * @return null: no event tells of one, or it is no longer kept
   */
  static @Nullable Payer find(
      LedgerSql sql, Connection connection, OrderKey key, @Nullable String transactionId)
      throws SQLException {
    var told =
        sql.personalEvents
            .rows()
            .set("account", key.account())
            .set("out_trade_no", key.outTradeNo())
            .query(connection, row -> read(row.mustText("data")));
    for (var each : told) {
      if (each.payer() != null
          && (transactionId == null || Objects.equals(each.transactionId(), transactionId))) {
        return each.payer();
      }
    }
    return null;
  }

  private record Told(@Nullable String transactionId, @Nullable Payer payer) {}

  /** The payment that an event is about: what came stands for itself where it was disputed. */
  private static Told read(String data) {
    try (var json = JSON.createParser(ObjectReadContext.empty(), data)) {
      json.nextToken();
      return read(json);
    }
  }

  private static Told read(JsonParser json) {
    String transactionId = null;
    Payer payer = null;
    Told came = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      var token = json.nextToken();
      switch (name) {
        case "transaction_id" -> transactionId = json.getString();
        case "payer" -> payer = payer(json);
        case "came" -> came = read(json);
        default -> {
          if (token.isStructStart()) {
            json.skipChildren();
          }
        }
      }
    }
    return came == null ? new Told(transactionId, payer) : came;
  }

  private static Payer payer(JsonParser json) {
    String openid = null;
    String subOpenid = null;
    while (json.nextToken() == JsonToken.PROPERTY_NAME) {
      var name = json.currentName();
      json.nextToken();
      if (name.equals("openid")) {
        openid = json.getString();
      } else if (name.equals("sub_openid")) {
        subOpenid = json.getString();
      }
    }
    return new Payer(openid, subOpenid);
  }
}
