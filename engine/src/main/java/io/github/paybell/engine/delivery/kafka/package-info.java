/**
 * Events on a Kafka topic, in CloudEvents' binary form: key out_trade_no, headers {@code ce_*}.
 *
 * <p>The only place that knows Kafka's client, which is optional. Promises that an event counts as
 * delivered only after the brokers acknowledged it. Start at {@link
 * io.github.paybell.engine.delivery.kafka.KafkaTopic}. May use: delivery, ledger's event,
 * kafka-clients.
 */
@NullMarked
package io.github.paybell.engine.delivery.kafka;

import org.jspecify.annotations.NullMarked;
