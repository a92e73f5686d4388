package io.github.paybell.benchmarks.shop;

/** From the raw body to a payment whose signature is good. */
interface NotifyCodec {
  /**
   * @throws Exception if the message is malformed or does not verify
   */
  Payment read(byte[] body) throws Exception;
}
