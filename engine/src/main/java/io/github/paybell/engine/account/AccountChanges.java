package io.github.paybell.engine.account;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Names what a change of an account touched, for the audit: fields, never values. */
final class AccountChanges {
  private AccountChanges() {}

  static List<String> between(AccountSettings before, AccountSettings after) {
    var changes = new ArrayList<String>();
    note(changes, "mchid", before.mchid(), after.mchid());
    note(changes, "appids", before.appids(), after.appids());
    note(changes, "sub_mchids", before.subMchids(), after.subMchids());
    note(changes, "notify_token", before.notifyToken(), after.notifyToken());
    secrets(changes, Fields.secrets(before), Fields.secrets(after));
    var old3 = before.v3();
    var new3 = after.v3();
    note(
        changes,
        "v3.merchant_serial",
        old3 == null ? null : old3.merchantSerial(),
        new3 == null ? null : new3.merchantSerial());
    note(
        changes,
        "v3.platform_keys",
        old3 == null ? null : old3.platformKeys(),
        new3 == null ? null : new3.platformKeys());
    note(changes, "late_payment", before.latePayment(), after.latePayment());
    note(changes, "duplicate_payment", before.duplicatePayment(), after.duplicatePayment());
    return changes;
  }

  private static void secrets(
      List<String> changes, Map<String, Secret> before, Map<String, Secret> after) {
    var fields = new TreeSet<>(before.keySet());
    fields.addAll(after.keySet());
    fields.forEach(field -> note(changes, field, before.get(field), after.get(field)));
  }

  private static void note(
      List<String> changes, String field, @Nullable Object before, @Nullable Object after) {
    if (!Objects.equals(before, after)) {
      changes.add(field);
    }
  }
}
