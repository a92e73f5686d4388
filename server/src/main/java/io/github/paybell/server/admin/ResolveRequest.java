package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * What a person decides about a problem.
 *
 * @param action {@code accept}, {@code refund} or {@code dismiss}
 * @param note for the audit, at most 512 characters
 */
record ResolveRequest(
    @JsonProperty(value = "action", required = true) String action,
    @JsonProperty("note") @Nullable String note) {}
