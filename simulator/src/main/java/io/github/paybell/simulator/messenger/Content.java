package io.github.paybell.simulator.messenger;

import io.github.paybell.protocol.v2.SignType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** What a notification says; the same in every attempt. */
sealed interface Content {
  /**
   * A payment in v2.
   *
   * @param fields names and values, without {@code nonce_str} and {@code sign}
   * @param signType how it is signed
   */
  record V2Payment(Map<String, String> fields, SignType signType) implements Content {
    public V2Payment {
      fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }
  }

  /**
   * A refund in v2.
   *
   * @param outer what stands outside the encrypted part
   * @param inner what is encrypted
   */
  record V2Refund(Map<String, String> outer, SortedMap<String, String> inner) implements Content {
    public V2Refund {
      outer = Collections.unmodifiableMap(new LinkedHashMap<>(outer));
      inner = Collections.unmodifiableSortedMap(new TreeMap<>(inner));
    }
  }

  /**
   * Anything in v3.
   *
   * @param originalType type of the plaintext
   * @param summary for people
   * @param plaintext what is encrypted, a JSON object
   */
  record V3(String originalType, String summary, String plaintext) implements Content {}
}
