/**
 * The v3 interface: everything under {@code /v3/} that a merchant calls.
 *
 * <p>Owns the check of {@code Authorization}, the rules of each member of a request, the words and
 * codes of refusals, the shape of answers and their signature. Promises that nobody is answered who
 * did not sign, and that what was wrong is shown to the watcher. Knows no state but the downloads
 * of bills: what happened is the platform's. Start at {@link
 * io.github.paybell.simulator.v3.V3Gate}. May use: protocol (v3), http, platform, wire, bill,
 * Jackson.
 */
@NullMarked
package io.github.paybell.simulator.v3;

import org.jspecify.annotations.NullMarked;
