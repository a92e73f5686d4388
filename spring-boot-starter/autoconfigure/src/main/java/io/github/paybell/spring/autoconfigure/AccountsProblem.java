package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.account.InvalidAccountsException;
import io.github.paybell.settings.SettingsException;

/** Why the accounts of the properties cannot be used. */
final class AccountsProblem {
  private AccountsProblem() {}

  static SettingsException of(InvalidAccountsException e) {
    return new SettingsException(
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

  /** No reason not to start: accounts may come at run time. */
  static SettingsException none() {
    return new SettingsException(
        "There is no merchant account yet: no notification can be proved, and no order be placed.",
        "Set paybell.accounts.shop.mchid, and below paybell.accounts.shop the keys v2 or v3 (the"
            + " simulator's page shows the lines to copy), or add merchants at run time with"
            + " paybell.accounts().put(…).");
  }

  static SettingsException noneOpens() {
    return new SettingsException(
        "None of the merchant accounts in the database opens, as the log above says, so no"
            + " notification could be proved.",
        "Set paybell.master-key to the key that they were stored with, the same in each instance.");
  }
}
