package io.github.paybell.simulator.messenger;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Messages;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** The other messages that a v2 signature proves. */
class RecutTest {
  private static final V2Key KEY = V2Key.of("TestKeyForSimulatorOnly000000001");
  private static final Map<String, String> PAID =
      Map.of(
          "appid", "wx8888888888888888",
          "bank_type", "OTHERS",
          "mch_id", "1900000109",
          "out_trade_no", "ORDER0001",
          "total_fee", "1",
          "transaction_id", "T1");

  @Test
  @DisplayName(
      "Fields in attach become fields, and what is in their way goes into the last of them")
  void attach() {
    var signed = signed("attach", "a&out_trade_no=ORDER0002&total_fee=8800&tp=");

    var cut = Recut.of(signed);

    assertThat(cut)
        .containsEntry("attach", "a")
        .containsEntry("out_trade_no", "ORDER0002")
        .containsEntry("total_fee", "8800")
        .containsEntry("transaction_id", "T1")
        .hasEntrySatisfying("tp", value -> assertThat(value).contains("&total_fee=1"));
    assertThat(V2Messages.sign(cut, SignType.MD5, KEY)).isEqualTo(signed.get("sign"));
    assertThat(Recut.canCut(signed)).isTrue();
  }

  @Test
  @DisplayName("device_info swallows a foreign currency, and only such a one")
  void currency() {
    var signed = signed("device_info", "WEB", "fee_type", "USD");

    var cut = Recut.of(signed);

    assertThat(cut).containsEntry("device_info", "WEB&fee_type=USD").doesNotContainKey("fee_type");
    assertThat(V2Messages.sign(cut, SignType.MD5, KEY)).isEqualTo(signed.get("sign"));
    assertThat(Recut.canCut(signed("device_info", "WEB", "fee_type", "CNY"))).isFalse();
  }

  @Test
  @DisplayName("A payment without either cannot be cut, nor does an empty element make it")
  void neither() {
    assertThat(Recut.canCut(signed("attach", "桌号 7 & 8", "device_info", ""))).isFalse();
  }

  private static Map<String, String> signed(String... more) {
    var fields = new TreeMap<>(PAID);
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return V2Messages.signed(fields, SignType.MD5, KEY);
  }
}
