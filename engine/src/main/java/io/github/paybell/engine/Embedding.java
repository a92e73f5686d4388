package io.github.paybell.engine;

import io.github.paybell.engine.inbox.AnswerSource;
import io.github.paybell.engine.inbox.ProcessingOptions;
import io.github.paybell.engine.ledger.OrderSource;
import io.github.paybell.engine.ledger.TransactionListener;

/**
 * An engine inside a shop, whose own writes belong to the transaction of each step.
 *
 * @param together the shop's writes
 * @param orders the shop's own order table; {@link OrderSource#NONE}: every order is registered
 * @param handling how notifications are applied
 * @param answers to the questions of other products
 */
public record Embedding(
    TransactionListener together,
    OrderSource orders,
    ProcessingOptions handling,
    AnswerSource answers) {}
