package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The files of this room that go to browsers as they are. */
final class Assets {
  private Assets() {}

  /**
   * A file as text.
   *
   * @throws IllegalStateException if the program was built without it
   */
  static String text(String name) {
    try (InputStream in =
        Assets.class.getResourceAsStream("/io/github/paybell/simulator/cashier/" + name)) {
      if (in == null) {
        throw new IllegalStateException("the file " + name + " is not in the program");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A script or style sheet; asked for anew each time, so that an update shows at once. */
  static Response answer(String contentType, String text) {
    return Response.of(200, contentType + "; charset=utf-8", text.getBytes(StandardCharsets.UTF_8))
        .with("Cache-Control", "no-cache")
        .with("X-Content-Type-Options", "nosniff");
  }
}
