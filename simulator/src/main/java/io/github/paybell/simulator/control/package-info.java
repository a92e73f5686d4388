/**
 * The control API: what programs and people that watch may ask of the simulator and do to it, under
 * {@code /sim} in JSON and on the page at {@code /}.
 *
 * <p>Owns the members of that JSON, which the settings file shares, how a merchant's credentials
 * are made up, what each client has to be told, and the page. Promises: every error is a status and
 * {@code {"error": …}} with a sentence; the same seed makes up the same merchant. Decides nothing:
 * what an order may do is for the platform to say. Start at {@link
 * io.github.paybell.simulator.control.ControlApi}. May use: protocol (keys), platform, wire,
 * messenger, fault, clock, http, Jackson, BouncyCastle (certificates).
 */
@NullMarked
package io.github.paybell.simulator.control;

import org.jspecify.annotations.NullMarked;
