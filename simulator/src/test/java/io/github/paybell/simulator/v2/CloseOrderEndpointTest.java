package io.github.paybell.simulator.v2;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class CloseOrderEndpointTest {
  private static final String PATH = "/pay/closeorder";

  private final Shop shop = new Shop();

  @AfterEach
  void close() {
    shop.close();
  }

  private Map<String, String> closing(String outTradeNo) {
    return shop.fields("out_trade_no", outTradeNo);
  }

  @Test
  @DisplayName("An unpaid order is closed; the answer has result_msg and an empty element")
  void closes() {
    shop.place("SIM001", 8800);

    assertThat(shop.succeed(PATH, closing("SIM001")))
        .containsEntry("result_msg", "OK")
        .containsEntry("sub_mch_id", "");
    assertThat(shop.succeed("/pay/orderquery", closing("SIM001")))
        .containsEntry("trade_state", "CLOSED");
  }

  @Test
  @DisplayName("Paid is ORDERPAID, closed already ORDERCLOSED, unknown ORDERNOTEXIST")
  void errors() {
    shop.place("PAID01", 8800);
    shop.pay("PAID01");
    shop.place("SIM001", 8800);
    shop.succeed(PATH, closing("SIM001"));

    assertThat(shop.fail(PATH, closing("PAID01"))).isEqualTo("ORDERPAID");
    assertThat(shop.fail(PATH, closing("SIM001"))).isEqualTo("ORDERCLOSED");
    assertThat(shop.fail(PATH, closing("SIM404"))).isEqualTo("ORDERNOTEXIST");
    assertThat(shop.fail(PATH, shop.fields())).isEqualTo("LACK_PARAMS");
  }

  @Test
  @DisplayName("With the rule of five minutes, closing earlier has the code that the rule names")
  void tooEarly() {
    shop.rule("closeAfter", Duration.ofMinutes(5));
    shop.place("SIM001", 8800);

    assertThat(shop.fail(PATH, closing("SIM001"))).isEqualTo("TRADE_STATE_ERROR");
    shop.advance(Duration.ofMinutes(5));
    shop.succeed(PATH, closing("SIM001"));
  }
}
