package io.github.paybell.simulator.platform;

/** The two versions of WeChat Pay's interface. */
public enum Api {
  /** XML, MD5 or HMAC-SHA256. */
  V2,
  /** JSON, RSA and AES-GCM. */
  V3
}
