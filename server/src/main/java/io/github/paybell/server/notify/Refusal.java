package io.github.paybell.server.notify;

import io.github.paybell.server.notify.Connections.Connection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** An answer with an empty body to a request that goes no further. */
final class Refusal {
  /** Bytes that are thrown away for the sender's sake before the connection is cut. */
  private static final long PATIENCE_BYTES = 1_048_576;

  private static final long PATIENCE_MILLIS = 1_000;

  private Refusal() {}

  /**
   * Answers and ends the connection: only who brings notifications keeps one. Where we are the
   * reason (503) it goes on, if the request is whole.
   */
  static void send(HttpServerRequest request, Connection connection, int status) {
    var response = request.response();
    if (response.ended()) {
      return;
    }
    response.setStatusCode(status);
    if (status == 405) {
      response.putHeader(HttpHeaders.ALLOW, "POST");
    }
    boolean whole = request.isEnded() || !hasBody(request);
    if (whole && status == 503) {
      connection.rests(System.nanoTime());
      response.end();
      return;
    }
    connection.leaves();
    response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    var sent = response.end();
    if (whole || status == 400) {
      sent.onComplete(ended -> request.connection().close());
    } else {
      lingerThenClose(request);
    }
  }

  // Cutting a connection with unread bytes resets it, and the sender may lose the answer that was
  // on its way: read on for a moment, throw it away, then cut.
  private static void lingerThenClose(HttpServerRequest request) {
    var connection = request.connection();
    var context = io.vertx.core.Vertx.currentContext();
    long until = request.bytesRead() + PATIENCE_BYTES;
    request.handler(
        bytes -> {
          if (request.bytesRead() > until) {
            connection.close();
          }
        });
    request.exceptionHandler(gone -> {});
    request.endHandler(end -> connection.close());
    context.owner().setTimer(PATIENCE_MILLIS, late -> connection.close());
  }

  /** -1: not said. What is no number never gets here: the decoder refuses it. */
  static long declaredLength(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return length == null ? -1 : Long.parseLong(length);
  }

  private static boolean hasBody(HttpServerRequest request) {
    var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
    return request.headers().contains(HttpHeaders.TRANSFER_ENCODING)
        || (length != null && !length.equals("0"));
  }
}
