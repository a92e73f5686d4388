package io.github.paybell.protocol.v2;

/**
 * Which letters a received {@code sign} may have. WeChat Pay documents and sends upper case;
 * whether lower case ever occurs could not be confirmed, so it is refused unless asked for.
 */
public enum SignCase {
  /** Only {@code 0-9A-F}: the default. */
  UPPER,
  /** {@code a-f} count as {@code A-F}. */
  ANY
}
