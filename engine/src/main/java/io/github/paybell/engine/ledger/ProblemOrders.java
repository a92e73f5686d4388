package io.github.paybell.engine.ledger;

import java.util.List;

/**
 * The orders that a problem is about, as far as their numbers could be read.
 *
 * @param first at most {@link #MOST} out_trade_no, sorted
 * @param total how many there are
 */
record ProblemOrders(List<String> first, int total) {
  static final int MOST = 50;

  ProblemOrders {
    first = List.copyOf(first);
  }
}
