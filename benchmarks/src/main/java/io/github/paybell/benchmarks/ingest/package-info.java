/**
 * Notifications per second, durably applied on a real database, ours beside the typical merchant's.
 *
 * <p>Owns the PostgreSQL it measures on, the signed requests, the load client and the count at the
 * end: every acknowledged notification must be there. Start at {@link
 * io.github.paybell.benchmarks.ingest.IngestCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.ingest;

import org.jspecify.annotations.NullMarked;
