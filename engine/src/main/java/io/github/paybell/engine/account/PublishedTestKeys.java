package io.github.paybell.engine.account;

import java.util.Set;

/**
 * Keys that stand in public documents: their readers can forge messages of an account that uses it.
 */
final class PublishedTestKeys {
  private static final Set<String> KEYS =
      Set.of(
          "TestKeyForSimulatorOnly000000001",
          "TestKeyForProviderOnly0000000002",
          "TestOnlyApiV3Key0123456789ABCDEF",
          // the example of WeChat Pay's own signature page
          "192006250b4c09247ec02edce69f6a2d");

  private PublishedTestKeys() {}

  static boolean contains(Secret key) {
    return KEYS.contains(key.reveal());
  }
}
