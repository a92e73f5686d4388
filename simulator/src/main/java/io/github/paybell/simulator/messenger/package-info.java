/**
 * The messenger: tells merchants what happened, as WeChat Pay does, and as it should not.
 *
 * <p>Writes and signs notifications, sends them on schedule with the real time-out, judges the
 * answers (v2 by body, v3 by status), keeps each attempt, and acts out the faults. Redirects are
 * not followed. Start at {@link io.github.paybell.simulator.messenger.Messenger}. May use:
 * protocol, platform, wire, fault, clock, Vert.x (client).
 */
@NullMarked
package io.github.paybell.simulator.messenger;

import org.jspecify.annotations.NullMarked;
