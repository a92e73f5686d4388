package io.github.paybell.engine.bill;

import java.time.Instant;

/**
 * The right to run one day, held until the lease ends unless it is renewed.
 *
 * @param startedAt names the claim: a later claim of the day has another
 * @param tries how often the bill was asked for since it was last had, this time included
 */
record DayClaim(BillDay day, Instant startedAt, int tries) {}
