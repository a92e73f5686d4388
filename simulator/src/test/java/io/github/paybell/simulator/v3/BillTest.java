package io.github.paybell.simulator.v3;

import static io.github.paybell.simulator.v3.Till.assertRefused;
import static io.github.paybell.simulator.v3.Till.header;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.protocol.v3.V3Request;
import io.github.paybell.simulator.http.Response;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

@DisplayName("Bills")
class BillTest {
  private static final String TRADE = "/v3/bill/tradebill?bill_date=2026-01-01";
  private static final String FUNDS = "/v3/bill/fundflowbill?bill_date=2026-01-01";

  private final Till till = new Till();

  @AfterEach
  void close() {
    till.close();
  }

  private void nextDay() {
    till.sell("order-0001", 880);
    till.advance(Duration.ofHours(26));
  }

  private Response download(JsonNode bill) {
    URI url = URI.create(bill.path("download_url").stringValue());
    return till.get(url.getRawPath() + "?" + url.getRawQuery());
  }

  @Test
  @DisplayName("the file has the hash, is not signed, and its address has .com in it once")
  void trade() throws Exception {
    nextDay();
    JsonNode bill = till.ok(till.get(TRADE));

    assertThat(bill.propertyNames()).containsExactly("download_url", "hash_type", "hash_value");
    assertThat(bill.path("hash_type").stringValue()).isEqualTo("SHA1");
    assertThat(bill.path("download_url").stringValue())
        .matches("https://api\\.mch\\.weixin\\.qq\\.com/v3/billdownload/file\\?token=[0-9A-Za-z]+");
    assertThat(bill.path("download_url").stringValue().split("\\.com")).hasSize(2);
    Response file = download(bill);
    assertThat(file.status()).isEqualTo(200);
    assertThat(header(file, "Wechatpay-Signature")).isEmpty();
    assertThat(sha1(file.body())).isEqualTo(bill.path("hash_value").stringValue());
    assertThat(Till.text(file)).startsWith("交易时间,").contains("`order-0001");
  }

  @Test
  @DisplayName("GZIP: the address says so, and the hash is that of the uncompressed file")
  void gzip() throws Exception {
    nextDay();
    JsonNode bill = till.ok(till.get(TRADE + "&bill_type=ALL&tar_type=GZIP"));

    assertThat(bill.path("download_url").stringValue()).endsWith("&tartype=gzip");
    byte[] unpacked = unpacked(download(bill).body());
    assertThat(sha1(unpacked)).isEqualTo(bill.path("hash_value").stringValue());
    assertThat(new String(unpacked, StandardCharsets.UTF_8)).contains("`order-0001");
  }

  @Test
  @DisplayName("fund flow bills exist, too")
  void fundFlow() throws Exception {
    nextDay();
    JsonNode bill = till.ok(till.get(FUNDS + "&account_type=BASIC"));
    Response file = download(bill);

    assertThat(sha1(file.body())).isEqualTo(bill.path("hash_value").stringValue());
    assertThat(Till.text(file)).startsWith("记账时间,");
    assertThat(till.ok(till.get(FUNDS)).path("hash_value")).isEqualTo(bill.path("hash_value"));
  }

  @Test
  @DisplayName("before 10:00 of the next day a bill is being made; without movement there is none")
  void notThere() {
    till.sell("order-0001", 880);
    assertRefused(till.get(TRADE), 400, "STATEMENT_CREATING");
    assertRefused(till.get(FUNDS), 400, "STATEMENT_CREATING");

    till.advance(Duration.ofHours(26));
    till.ok(till.get(TRADE));
    assertRefused(till.get(TRADE + "&bill_type=REFUND"), 400, "NO_STATEMENT_EXIST");
    assertRefused(till.get(TRADE.replace("2026-01-01", "2025-12-31")), 400, "NO_STATEMENT_EXIST");
    assertRefused(till.get(FUNDS + "&account_type=FEES"), 400, "NO_STATEMENT_EXIST");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/v3/bill/tradebill",
        "/v3/bill/tradebill?bill_date=20260101",
        "/v3/bill/tradebill?bill_date=2026-02-30",
        TRADE + "&bill_type=MINE",
        TRADE + "&tar_type=ZIP",
        FUNDS + "&account_type=MINE",
      })
  @DisplayName("what the query says must be what the documents say")
  void rules(String target) {
    Response answer = till.get(target);

    assertRefused(answer, 400, "PARAM_ERROR");
    assertThat(Till.json(answer).path("detail").path("location").stringValue()).isEqualTo("query");
  }

  @Test
  @DisplayName("an address is good for five minutes and for the merchant that asked")
  void token() throws Exception {
    nextDay();
    JsonNode bill = till.ok(till.get(TRADE));
    URI url = URI.create(bill.path("download_url").stringValue());
    String target = url.getRawPath() + "?" + url.getRawQuery();
    var other =
        till.addMerchant("1900000179", KeyPairGenerator.getInstance("RSA").generateKeyPair());
    assertRefused(
        till.send(Till.signedBy(other.signer(), other.mchid(), "GET", target, "")), 403, "NO_AUTH");
    String unsigned =
        V3Request.authorization(
            till.merchant.signer(),
            Till.MCHID,
            "GET",
            url.getRawPath(),
            Till.START,
            "n",
            new byte[0]);
    assertRefused(till.send(Till.request("GET", target, unsigned, "")), 401, "SIGN_ERROR");

    till.advance(Duration.ofMinutes(5));
    assertThat(download(bill).status()).isEqualTo(200);
    till.advance(Duration.ofSeconds(1));
    assertRefused(download(bill), 400, "INVALID_REQUEST");
  }

  private static byte[] unpacked(byte[] packed) throws IOException {
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
      return in.readAllBytes();
    }
  }

  private static String sha1(byte[] bytes) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(bytes));
  }
}
