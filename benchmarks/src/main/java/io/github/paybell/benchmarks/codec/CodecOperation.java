package io.github.paybell.benchmarks.codec;

/** One operation on one message. */
interface CodecOperation {
  /**
   * @return what was read, or whether it verified; handed out so that no compiler removes the work
   * @throws Exception if the message does not verify
   */
  Object run() throws Exception;

  /** Refuses an answer that says the message did not verify. */
  static void require(boolean verified) {
    if (!verified) {
      throw new IllegalStateException("the message did not verify");
    }
  }
}
