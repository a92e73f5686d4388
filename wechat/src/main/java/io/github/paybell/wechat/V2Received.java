package io.github.paybell.wechat;

import io.github.paybell.engine.calls.Answer;

/** What came back over the wire, not read yet. */
sealed interface V2Received {

  /** A whole answer with HTTP status 200; nothing in it is proved. */
  final class Whole implements V2Received {
    private final byte[] body;

    Whole(byte[] body) {
      this.body = body;
    }

    /** Not a copy; of a download empty, because the file has it. */
    byte[] body() {
      return body;
    }
  }

  /**
   * No whole answer, or one with another status.
   *
   * @param detail for people; nothing of what was sent or received
   */
  record Broken(Answer.Doubt doubt, String detail) implements V2Received {
    <T> Answer<T> answer() {
      return new Answer.Unknown<>(doubt, detail);
    }
  }
}
