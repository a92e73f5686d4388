package io.github.paybell.server.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/**
 * Whom an event is told again.
 *
 * @param subscriber absent: all that are configured and want its type
 */
record RedeliverEventRequest(@JsonProperty("subscriber") @Nullable String subscriber) {}
