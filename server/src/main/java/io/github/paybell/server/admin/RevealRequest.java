package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * Why a person wants to see personal data.
 *
 * @param reason for the audit, 1 to 512 characters
 */
record RevealRequest(@JsonProperty(value = "reason", required = true) String reason) {
  private static final int MAX_REASON = 512;

  String checkedReason() {
    if (reason == null || reason.isBlank() || reason.length() > MAX_REASON) {
      throw AdminError.invalid("reason must be a text of 1 to " + MAX_REASON + " characters.");
    }
    return reason.strip();
  }
}
