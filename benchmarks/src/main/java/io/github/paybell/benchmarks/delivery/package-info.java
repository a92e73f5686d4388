/**
 * How many events a second reach a subscriber: claiming and settling alone, by webhook, on a Kafka
 * topic; in an empty table and beside millions of settled rows. Start at {@link
 * io.github.paybell.benchmarks.delivery.DeliveryCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.delivery;

import org.jspecify.annotations.NullMarked;
