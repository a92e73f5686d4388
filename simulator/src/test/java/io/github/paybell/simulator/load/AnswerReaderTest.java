package io.github.paybell.simulator.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** HTTP answers as receivers send them. */
class AnswerReaderTest {
  private final AnswerReader reader = new AnswerReader();

  private void add(String text) {
    reader.add(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  private AnswerReader.Answer next() {
    return Objects.requireNonNull(reader.next(false));
  }

  private static String text(AnswerReader.Answer answer) {
    return new String(answer.body(), StandardCharsets.ISO_8859_1);
  }

  @Test
  @DisplayName("A body of a stated length, byte by byte, then the next answer")
  void contentLength() {
    var first = "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc";
    for (char c : first.substring(0, first.length() - 1).toCharArray()) {
      add(String.valueOf(c));
      assertThat(reader.next(false)).isNull();
    }
    add("cHTTP/1.1 204 No Content\r\n\r\n");

    assertThat(text(next())).isEqualTo("abc");
    assertThat(next().status()).isEqualTo(204);
    assertThat(reader.next(false)).isNull();
  }

  @Test
  @DisplayName("A body in chunks, with extensions and trailers")
  void chunks() {
    add("HTTP/1.1 500 X\r\ntransfer-encoding: Chunked\r\n\r\n3;a=b\r\nabc\r\n2\r\nde\r\n");
    assertThat(reader.next(false)).isNull();
    add("0\r\nTrailer: x\r\n\r\n");

    var answer = next();
    assertThat(answer.status()).isEqualTo(500);
    assertThat(text(answer)).isEqualTo("abcde");
  }

  @Test
  @DisplayName("A body that ends with the connection")
  void untilTheEnd() {
    add("HTTP/1.0 200 OK\r\n\r\nall of");
    assertThat(reader.next(false)).isNull();
    add(" it");

    var answer = Objects.requireNonNull(reader.next(true));
    assertThat(text(answer)).isEqualTo("all of it");
    assertThat(answer.keepAlive()).isFalse();
  }

  @Test
  @DisplayName("Connection: close is heard, 100 Continue is not an answer")
  void connection() {
    add(
        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

    var answer = next();
    assertThat(answer.status()).isEqualTo(200);
    assertThat(answer.keepAlive()).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "SSH-2.0\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n",
        "HTTP/1.1 200 OK\r\nContent-Length: 99999999999\r\n\r\n",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n",
      })
  @DisplayName("What is no answer is refused")
  void refused(String text) {
    add(text);

    assertThatThrownBy(() -> reader.next(false)).isInstanceOf(AnswerReader.BadAnswer.class);
  }
}
