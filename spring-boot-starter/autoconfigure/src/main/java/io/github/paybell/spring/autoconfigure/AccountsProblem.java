package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.account.InvalidAccountsException;

/** Why the accounts of the properties cannot be used. */
final class AccountsProblem {
  private AccountsProblem() {}

  static PaybellConfigurationException of(InvalidAccountsException e) {
    return new PaybellConfigurationException(
        String.join(
                "; ",
                e.errors().stream()
                    .map(error -> "paybell." + error.replaceFirst("\\.$", ""))
                    .toList())
            + ".",
        "Correct each of these keys; what the merchant platform (pay.weixin.qq.com, 账户中心 › API安全)"
            + " shows is copied whole, and secrets may be written as file: and a path.",
        e);
  }

  static PaybellConfigurationException none() {
    return new PaybellConfigurationException(
        "No merchant account is configured or can be read, so no notification could be proved.",
        "If the log above says that accounts of the database do not open, set paybell.master-key to"
            + " the key that they were stored with, the same in each instance. Else set"
            + " paybell.accounts.shop.mchid, and below paybell.accounts.shop the keys v2 or v3;"
            + " against the simulator, its page shows the lines to copy.");
  }
}
