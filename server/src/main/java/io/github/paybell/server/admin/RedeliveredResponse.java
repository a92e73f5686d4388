package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;

/**
 * What became of asking for deliveries once more.
 *
 * @param redelivered how many are due again
 */
record RedeliveredResponse(
    @JsonProperty(value = "redelivered", required = true) long redelivered) {}
