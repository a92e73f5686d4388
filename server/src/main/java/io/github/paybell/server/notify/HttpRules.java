package io.github.paybell.server.notify;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/**
 * What RFC 9112 wants refused and the decoder lets through. A proxy that reads such a request in
 * another way than we do could be made to pass on two requests for one. A folded header is not
 * among it: the decoder puts a space for the fold, which the RFC allows.
 */
final class HttpRules {
  private HttpRules() {}

  static boolean broken(HttpServerRequest request) {
    return host(request)
        || transferCoding(request)
        || request.headers().contains("")
        || request.uri().chars().anyMatch(Character::isISOControl);
  }

  private static boolean host(HttpServerRequest request) {
    int hosts = request.headers().getAll(HttpHeaders.HOST).size();
    return hosts > 1 || (hosts == 0 && request.version() == HttpVersion.HTTP_1_1);
  }

  // Of any other coding the decoder does not know where the body ends, and takes it for the next
  // request.
  private static boolean transferCoding(HttpServerRequest request) {
    var codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
    return codings.size() > 1
        || (codings.size() == 1 && !"chunked".equalsIgnoreCase(codings.get(0)));
  }
}
