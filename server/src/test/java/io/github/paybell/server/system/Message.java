package io.github.paybell.server.system;

import java.util.Map;

/** What WeChat Pay posts: headers of its own (v3 only) and a body. */
public record Message(Map<String, String> headers, byte[] body) {
  static Message of(byte[] body) {
    return new Message(Map.of(), body);
  }
}
