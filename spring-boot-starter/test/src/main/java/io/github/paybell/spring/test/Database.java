package io.github.paybell.spring.test;

/** Which database the shop has in a test. */
public enum Database {
  /** One that ends with the application context. */
  TEMPORARY,
  /**
   * The one that the shop's DataSource or {@code spring.datasource} names, such as a container's.
   * The test empties Paybell's record there. Refused if that has accounts that no test made.
   */
  CONFIGURED
}
