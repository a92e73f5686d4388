package io.github.paybell.wechat;

import static io.github.paybell.wechat.V2Shop.given;
import static io.github.paybell.wechat.V2Shop.reason;
import static io.github.paybell.wechat.V2Shop.refusal;
import static io.github.paybell.wechat.V2Shop.unknown;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import io.github.paybell.engine.calls.WechatPay.Done;
import io.github.paybell.protocol.v2.SignType;
import io.github.paybell.simulator.platform.PlatformTime;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class V2BillTest {
  private static final LocalDate DAY = LocalDate.of(2026, 1, 5);
  private static final String TEXT = "交易时间,公众账号ID\r\n`2026-01-05 09:30:12,`wx8888888888888888\r\n";

  @TempDir Path folder;

  private static byte[] gzip(byte[] plain) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(plain);
    }
    return out.toByteArray();
  }

  @Nested
  class AtTheSimulator {
    @Test
    @DisplayName("The day's bill comes compressed, and has the day's payments")
    void bill() throws IOException {
      try (var shop = new V2Shop()) {
        shop.place("BILLED01", 8800);
        shop.pay("BILLED01");
        LocalDate day =
            shop.wechat.platform().clock().now().atOffset(PlatformTime.OFFSET).toLocalDate();
        Path target = folder.resolve("bill");
        Files.writeString(target, "of another day, and longer than the bill".repeat(100));

        assertThat(refusal(shop.calls.bill(shop.account, day, target))).isEqualTo("No Bill Exist");
        assertThat(target).doesNotExist();
        shop.wechat.advance(Duration.ofDays(2));
        given(shop.calls.bill(shop.account, day, target));

        try (InputStream in = new GZIPInputStream(Files.newInputStream(target))) {
          assertThat(new String(in.readAllBytes(), UTF_8))
              .contains("`BILLED01", shop.transactionId("BILLED01"));
        }
      }
    }

    @Test
    @DisplayName("A day without trades, and a day that is not over, have no bill")
    void none() {
      try (var shop = new V2Shop()) {
        Answer<Done> answer =
            shop.calls.bill(shop.account, LocalDate.of(2026, 1, 1), folder.resolve("bill"));

        assertThat(refusal(answer)).isEqualTo("No Bill Exist");
        assertThat(answer.refusedWith("NO_BILL_EXIST")).isTrue();
        assertThat(folder.resolve("bill")).doesNotExist();
      }
    }
  }

  @Nested
  class AtAStub {
    private Answer<Done> bill(V2Stub stub) {
      return stub.calls.bill(V2Shop.account(), DAY, folder.resolve("bill"));
    }

    @Test
    @DisplayName("It is asked for by day, all trades, compressed")
    void asked() {
      try (var stub = new V2Stub()) {
        stub.answers(TEXT);
        bill(stub);

        assertThat(stub.requests)
            .singleElement()
            .asString()
            .startsWith("/pay/downloadbill\n")
            .contains("<bill_date><![CDATA[20260105]]>")
            .contains("<bill_type><![CDATA[ALL]]>")
            .contains("<tar_type><![CDATA[GZIP]]>");
      }
    }

    @Test
    @DisplayName("Text, text behind a byte order mark and gzip are kept byte for byte")
    void kept() throws IOException {
      try (var stub = new V2Stub()) {
        for (byte[] body :
            new byte[][] {
              TEXT.getBytes(UTF_8), ("\ufeff" + TEXT).getBytes(UTF_8), gzip(TEXT.getBytes(UTF_8))
            }) {
          stub.answers(200, body);

          given(bill(stub));

          assertThat(folder.resolve("bill")).hasBinaryContent(body);
        }
      }
    }

    @Test
    @DisplayName("A bill of many megabytes goes to the file as it comes")
    void large() throws IOException {
      byte[] part = TEXT.repeat(1000).getBytes(UTF_8);
      try (var stub = new V2Stub()) {
        stub.replies(
            exchange -> {
              exchange.sendResponseHeaders(200, 0);
              for (int i = 0; i < 500; i++) {
                exchange.getResponseBody().write(part);
              }
              exchange.close();
            });

        given(bill(stub));

        assertThat(Files.size(folder.resolve("bill"))).isEqualTo(500L * part.length);
      }
    }

    @ParameterizedTest
    @CsvSource({
      "SYSTEMERROR, PLATFORM",
      "invalid bill_type, invalid bill_type",
      "data format error, data format error",
      "missing parameter, missing parameter",
      "SIGN ERROR, SIGN ERROR",
      "sign error, sign error",
      "No Bill Exist, No Bill Exist",
      "Bill Creating, Bill Creating",
      "CompressGZip Error, PLATFORM",
      "UnCompressGZip Error, PLATFORM"
    })
    @DisplayName(
        "Each documented failure is a refusal in WeChat Pay's words, or trouble of its own")
    void failures(String returnMsg, String expected) {
      try (var stub = new V2Stub()) {
        stub.answers(
            200,
            V2Stub.unsigned(
                Map.of("return_code", "FAIL", "return_msg", returnMsg, "error_code", "20002")));

        Answer<Done> answer = bill(stub);

        if (expected.equals("PLATFORM")) {
          assertThat(unknown(answer).doubt()).isEqualTo(Doubt.PLATFORM);
        } else {
          assertThat(refusal(answer)).isEqualTo(expected);
        }
        assertThat(folder.resolve("bill")).doesNotExist();
      }
    }

    @ParameterizedTest
    @ValueSource(
        strings = {
          "",
          " \r\n",
          "<html><body>login</body></html>",
          "{\"code\":\"FAIL\"}",
          "<!DOCTYPE xml><xml><return_code>FAIL</return_code></xml>",
          "<xml><return_code>FAIL</return_code></xml>"
        })
    @DisplayName("What is neither bill nor failure is unreadable, and does not stay on the disk")
    void noBill(String body) {
      try (var stub = new V2Stub()) {
        stub.answers(body);

        assertThat(unknown(bill(stub)).doubt()).isEqualTo(Doubt.UNREADABLE);
        assertThat(folder.resolve("bill")).doesNotExist();
      }
    }

    @Test
    @DisplayName("A signed success is no bill either")
    void success() {
      try (var stub = new V2Stub()) {
        stub.answers(200, V2Stub.signed(V2Stub.paid(), SignType.HMAC_SHA256, V2Shop.KEY));

        assertThat(unknown(bill(stub)).doubt()).isEqualTo(Doubt.UNREADABLE);
      }
    }

    @Test
    @DisplayName("A bill that breaks off is no bill, and 5xx is trouble of the platform")
    void breaksOff() {
      try (var stub = new V2Stub()) {
        stub.replies(
            exchange -> {
              exchange.sendResponseHeaders(200, 1_000_000);
              exchange.getResponseBody().write(TEXT.getBytes(UTF_8));
              exchange.close();
            });
        assertThat(unknown(bill(stub)).doubt()).isEqualTo(Doubt.UNREACHABLE);
        assertThat(folder.resolve("bill")).doesNotExist();

        stub.answers(502, TEXT.getBytes(UTF_8));
        assertThat(unknown(bill(stub)).doubt()).isEqualTo(Doubt.PLATFORM);
        assertThat(folder.resolve("bill")).doesNotExist();
      }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    @DisplayName("A bill that stands still, before or within it, is given up on")
    void standsStill(boolean within) {
      CountDownLatch over = new CountDownLatch(1);
      try (var stub = new V2Stub(Duration.ofMillis(300))) {
        stub.replies(
            exchange -> {
              if (within) {
                exchange.sendResponseHeaders(200, 1_000_000);
                exchange.getResponseBody().write(TEXT.getBytes(UTF_8));
                exchange.getResponseBody().flush();
              }
              try {
                over.await();
              } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
              }
              exchange.close();
            });

        assertThat(unknown(bill(stub)).doubt()).isEqualTo(Doubt.TIMEOUT);
        assertThat(folder.resolve("bill")).doesNotExist();
      } finally {
        over.countDown();
      }
    }

    @Test
    @DisplayName("A file that cannot be written is said before WeChat Pay is asked")
    void unwritable() {
      try (var stub = new V2Stub()) {
        Answer<Done> answer =
            stub.calls.bill(
                V2Shop.account(), DAY, folder.resolve("no-such-folder").resolve("bill"));

        assertThat(reason(answer)).contains("no-such-folder");
        assertThat(stub.requests).isEmpty();
      }
    }
  }
}
