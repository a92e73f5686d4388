package io.github.paybell.wechat;

import static io.github.paybell.wechat.TestShop.MERCHANT;
import static io.github.paybell.wechat.TestShop.ORDER;
import static io.github.paybell.wechat.V3OutcomesTest.doubt;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.Placement.TradeType;
import io.github.paybell.wechat.TestShop.KeyMode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@DisplayName("The trade bill by API v3")
class V3BillsTest {
  private static final Account SHOP = TestShop.account(KeyMode.CERTIFICATE);
  private static final LocalDate DAY = LocalDate.of(2026, 1, 1);
  private static final String TEXT = "交易时间,商户订单号\r\n`2026-01-01 08:00:00,`ORDER0001\r\n";

  @TempDir private Path directory;

  private Path target() {
    return directory.resolve("bill");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static byte[] zipped(byte[] plain) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(plain);
    }
    return out.toByteArray();
  }

  private static String sha1(byte[] plain) throws Exception {
    return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(plain));
  }

  private static V3Stub stub(String hashType, String hash, V3Stub.Reply file) {
    String bill =
        """
        {"download_url":"https://elsewhere.example/v3/billdownload/file?token=a%%2Bb",\
        "hash_type":"%s","hash_value":"%s"}"""
            .formatted(hashType, hash);
    return new V3Stub(
        target -> target.startsWith("/v3/billdownload/file") ? file : V3Stub.signed(200, bill));
  }

  private Answer<?> download(V3Stub stub) {
    try (stub) {
      return new V3Calls(stub.url(), Clock.systemUTC()).bill(SHOP, DAY, target());
    }
  }

  @ParameterizedTest
  @EnumSource(KeyMode.class)
  @DisplayName("The simulator's bill arrives as it was sent, gzip, and names the order")
  void bill(KeyMode mode) throws Exception {
    try (TestShop shop = new TestShop()) {
      Account account = TestShop.account(mode);
      V3Calls calls = new V3Calls(shop.url(), Clock.systemUTC());
      calls.place(account, TestShop.placement(TradeType.JSAPI));
      shop.pay(ORDER);
      LocalDate day =
          shop.wechat.platform().clock().now().atOffset(ZoneOffset.ofHours(8)).toLocalDate();

      assertThat(calls.bill(account, day, target()).refusedWith("STATEMENT_CREATING")).isTrue();
      shop.wechat.advance(Duration.ofHours(36));
      assertThat(calls.bill(account, day.minusDays(2), target()).refusedWith("NO_STATEMENT_EXIST"))
          .isTrue();
      assertThat(target()).doesNotExist();
      assertThat(calls.bill(account, day, target())).isInstanceOf(Answer.Given.class);
    }
    try (GZIPInputStream bill = new GZIPInputStream(Files.newInputStream(target()))) {
      assertThat(new String(bill.readAllBytes(), StandardCharsets.UTF_8))
          .contains("`" + ORDER)
          .contains("`" + MERCHANT.mchid());
    }
  }

  @Test
  @DisplayName("A file that comes as text is kept as text, and one in any case of hash is right")
  void text() throws Exception {
    String hash = sha1(bytes(TEXT));
    for (String spelled : new String[] {hash, hash.toUpperCase(Locale.ROOT)}) {
      assertThat(download(stub("SHA1", spelled, V3Stub.file(bytes(TEXT)))))
          .isInstanceOf(Answer.Given.class);
      assertThat(target()).hasBinaryContent(bytes(TEXT));
    }
  }

  @Test
  @DisplayName("A file of many chunks is kept whole, and its hash is that of the unpacked text")
  void large() throws Exception {
    byte[] plain = bytes(TEXT.repeat(100_000));
    byte[] packed = zipped(plain);
    Files.write(target(), new byte[packed.length * 2]);

    assertThat(download(stub("SHA1", sha1(plain), V3Stub.file(packed))))
        .isInstanceOf(Answer.Given.class);
    assertThat(target()).hasBinaryContent(packed);
  }

  @Test
  @DisplayName("A bill that disagrees with its hash is not given, and its file is gone")
  void wrongHash() throws Exception {
    String other = sha1(bytes(TEXT + "`one more"));
    assertUnproved(stub("SHA1", other, V3Stub.file(zipped(bytes(TEXT)))));
    assertUnproved(stub("SHA1", other, V3Stub.file(bytes(TEXT))));
    assertUnproved(stub("SHA1", other, V3Stub.file(new byte[0])));
    assertUnproved(stub("SHA1", other, V3Stub.file(new byte[] {0x1f, (byte) 0x8b, 1, 2, 3})));
    assertUnproved(stub("SHA1", sha1(zipped(bytes(TEXT))), V3Stub.file(zipped(bytes(TEXT)))));
    assertUnproved(stub("MD5", sha1(bytes(TEXT)), V3Stub.file(bytes(TEXT))));
  }

  private void assertUnproved(V3Stub stub) {
    assertThat(doubt(download(stub))).isEqualTo(Doubt.UNPROVED);
    assertThat(target()).doesNotExist();
  }

  @Test
  @DisplayName("A bill that ends too early is not given, whoever cut it off")
  void truncated() throws Exception {
    byte[] packed = zipped(bytes(TEXT));
    assertUnproved(
        stub("SHA1", sha1(bytes(TEXT)), V3Stub.file(Arrays.copyOf(packed, packed.length / 2))));

    String bill =
        "{\"download_url\":\"https://x.example/file\",\"hash_type\":\"SHA1\",\"hash_value\":\"0\"}";
    try (V3RawServer server =
        new V3RawServer(V3RawServer.answers(V3Stub.signed(200, bill)), V3RawServer.BREAKS)) {
      V3Calls calls = new V3Calls(server.url(), Clock.systemUTC());
      assertThat(doubt(calls.bill(SHOP, DAY, target()))).isEqualTo(Doubt.UNREACHABLE);
      assertThat(target()).doesNotExist();
    }
  }

  @Test
  @DisplayName("An expired download address is no answer about the bill")
  void expired() throws Exception {
    assertThat(
            download(stub("SHA1", sha1(bytes(TEXT)), V3Stub.error(400, "INVALID_REQUEST")))
                .refusedWith("INVALID_REQUEST"))
        .isFalse();
    assertThat(doubt(download(stub("SHA1", sha1(bytes(TEXT)), V3Stub.error(502, "X")))))
        .isEqualTo(Doubt.PLATFORM);
    assertThat(target()).doesNotExist();
  }

  @Test
  @DisplayName("A signed request goes to the one address, whatever host a download_url names")
  void oneAddress() throws Exception {
    try (V3Stub stub = stub("SHA1", sha1(bytes(TEXT)), V3Stub.file(bytes(TEXT)))) {
      new V3Calls(stub.url(), Clock.systemUTC()).bill(SHOP, DAY, target());
      assertThat(stub.asked)
          .containsExactly(
              "GET /v3/bill/tradebill?bill_date=2026-01-01&bill_type=ALL&tar_type=GZIP",
              "GET /v3/billdownload/file?token=a%2Bb");
    }
  }

  @Test
  @DisplayName("A target that cannot be written is the caller's fault, not WeChat Pay's")
  void unwritable() throws Exception {
    try (V3Stub stub = stub("SHA1", sha1(bytes(TEXT)), V3Stub.file(bytes(TEXT)))) {
      V3Calls calls = new V3Calls(stub.url(), Clock.systemUTC());
      assertThatThrownBy(() -> calls.bill(SHOP, DAY, directory.resolve("no/such/place")))
          .isInstanceOf(UncheckedIOException.class);
    }
  }
}
