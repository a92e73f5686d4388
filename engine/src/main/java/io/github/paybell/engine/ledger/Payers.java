package io.github.paybell.engine.ledger;

import org.jspecify.annotations.Nullable;

/**
 * How a payer is kept without the openid in clear: by a hash to be found by, and sealed as long as
 * no event has told of it. Thread-safe.
 */
public interface Payers {
  /** No key: payers cannot be found, and are kept in raw bodies and events only. */
  Payers NONE =
      new Payers() {
        @Override
        public @Nullable String hash(String openid) {
          return null;
        }

        @Override
        public @Nullable String seal(String account, String text) {
          return null;
        }

        @Override
        public @Nullable String open(String account, String sealed) {
          return null;
        }
      };

  /**
   * @return the same 32 hex digits for the same openid in one store, on every replica; null: this
   *     replica has no key
   */
  @Nullable String hash(String openid);

  /**
   * @param text at most 300 bytes
   * @return null: this replica has no key
   */
  @Nullable String seal(String account, String text);

  /**
   * @return null: it does not open here
   */
  @Nullable String open(String account, String sealed);
}
