package io.github.paybell.spring.test.newcomer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The class of docs/java8.md, compiled for Java 8 without any library. */
class Java8GuideTest {
  // Standard Webhooks' own example; engine's SignedTest holds Paybell to the same specification.
  private static final String SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
  private static final String ID = "msg_p5jXN8AQM9LWM0D4loKWxJek";
  private static final String TIMESTAMP = "1614265330";
  private static final String SIGNATURE = "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=";
  private static final String BODY = "{\"test\": 2432232314}";

  @Test
  @DisplayName("FORGERY_INERT: the guide's class for Java 8 takes a genuine webhook and no other")
  void verifies(@TempDir Path folder) throws Exception {
    var classes = Compiler.project(folder, Guide.read("docs/java8.md").files(), "8", "");
    try (var loader = new URLClassLoader(new URL[] {classes.toUri().toURL()})) {
      var type = loader.loadClass("shop.PaybellSignature");
      var signature = type.getConstructor(String.class).newInstance(SECRET);
      var isGenuine =
          type.getMethod(
              "isGenuine", String.class, String.class, String.class, byte[].class, long.class);
      Check check =
          (id, timestamp, signatures, body, now) ->
              (boolean)
                  isGenuine.invoke(signature, id, timestamp, signatures, body.getBytes(UTF_8), now);

      assertThat(check.of(ID, TIMESTAMP, SIGNATURE, BODY, 1614265330)).isTrue();
      assertThat(check.of(ID, TIMESTAMP, "v1,AAAA " + SIGNATURE, BODY, 1614265630)).isTrue();

      assertThat(check.of(ID, TIMESTAMP, SIGNATURE, BODY + " ", 1614265330)).isFalse();
      assertThat(check.of("msg_2", TIMESTAMP, SIGNATURE, BODY, 1614265330)).isFalse();
      assertThat(check.of(ID, "1614265331", SIGNATURE, BODY, 1614265330)).isFalse();
      assertThat(check.of(ID, TIMESTAMP, SIGNATURE, BODY, 1614265631)).isFalse();
      assertThat(check.of(ID, "soon", SIGNATURE, BODY, 1614265330)).isFalse();
      assertThat(check.of(ID, TIMESTAMP, "v1,", BODY, 1614265330)).isFalse();
      assertThat(check.of(ID, TIMESTAMP, null, BODY, 1614265330)).isFalse();
      assertThat(check.of(null, TIMESTAMP, SIGNATURE, BODY, 1614265330)).isFalse();
    }
  }

  @Test
  @DisplayName("The guide in Chinese has the same code")
  void sameInChinese() throws IOException {
    assertThat(Guide.read("docs/java8.zh-CN.md").files())
        .isEqualTo(Guide.read("docs/java8.md").files());
  }

  private interface Check {
    boolean of(
        @Nullable String id, String timestamp, @Nullable String signatures, String body, long now)
        throws ReflectiveOperationException;
  }
}
