package io.github.paybell.simulator.v2;

import static io.github.paybell.simulator.v2.Shop.read;
import static io.github.paybell.simulator.v2.Shop.signed;
import static io.github.paybell.simulator.v2.Shop.text;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BillEndpointTest {
  private static final String PATH = "/pay/downloadbill";

  private final Shop shop = new Shop();

  @BeforeEach
  void one() {
    shop.place("SIM001", 8800);
    shop.pay("SIM001");
  }

  @AfterEach
  void close() {
    shop.close();
  }

  private Response bill(String... namesAndValues) {
    return shop.post(PATH, shop.signed(shop.fields(namesAndValues), SignType.MD5));
  }

  @Test
  @DisplayName("The bill of a day can be had at ten the next morning, as text, unsigned")
  void bill() {
    shop.advance(Duration.ofHours(25).plusMinutes(59));
    assertThat(read(bill("bill_date", "20260105")))
        .containsEntry("return_code", "FAIL")
        .containsEntry("return_msg", "No Bill Exist")
        .containsEntry("error_code", "20002");

    shop.advance(Duration.ofMinutes(1));

    Response answer = bill("bill_date", "20260105");
    assertThat(text(answer)).startsWith("交易时间,公众账号ID,").contains(",`SIM001,`");
    assertThat(answer.headers()).contains(Map.entry("Content-Type", "text/plain; charset=utf-8"));
  }

  @Test
  @DisplayName("With the rule off, today's bill can be had at once")
  void atOnce() {
    shop.rule("billRules", false);

    assertThat(text(bill("bill_date", "20260105", "bill_type", "SUCCESS"))).contains("`SIM001");
  }

  @Test
  @DisplayName("GZIP compresses the bill, but not a failure")
  void gzip() throws IOException {
    shop.advance(Duration.ofDays(2));

    byte[] packed = bill("bill_date", "20260105", "tar_type", "GZIP").body();
    Response none = bill("bill_date", "20260104", "tar_type", "GZIP");

    try (var unpacked = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      assertThat(new String(unpacked.readAllBytes(), StandardCharsets.UTF_8))
          .isEqualTo(text(bill("bill_date", "20260105")));
    }
    assertThat(read(none)).containsEntry("return_msg", "No Bill Exist");
  }

  @ParameterizedTest
  @CsvSource({
    "bill_date, '', missing parameter",
    "bill_date, 2026-01-05, data format error",
    "bill_date, 20260231, data format error",
    "tar_type, ZIP, data format error",
    "bill_type, SOME, invalid bill_type"
  })
  @DisplayName("A wrong parameter is named in return_msg, with error_code 20001")
  void wrong(String name, String value, String returnMsg) {
    assertThat(read(bill("bill_date", "20260105", name, value)))
        .containsEntry("return_code", "FAIL")
        .containsEntry("return_msg", returnMsg)
        .containsEntry("error_code", "20001")
        .doesNotContainKeys("sign", "result_code");
  }

  @Test
  @DisplayName("A wrong signature is \"sign error\", a foreign appid is told in the same shape")
  void entrance() {
    assertThat(
            read(
                shop.post(
                    PATH,
                    signed(
                        shop.fields("bill_date", "20260105"), "SomebodyElsesKey0000000000000000"))))
        .containsEntry("return_msg", "sign error")
        .containsEntry("error_code", "20001");
    assertThat(read(bill("bill_date", "20260105", "appid", "wx1111111111111111")))
        .containsEntry("return_msg", "appid不存在");
  }
}
