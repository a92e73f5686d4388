/**
 * The simulator's file: settings and scenarios in YAML.
 *
 * <p>Owns its keys and the sentences that say what is wrong with them. Promises: an unknown key is
 * refused and the nearest one named, with the line. Members within {@code rules}, {@code merchants}
 * and {@code faults} are those of the calls under {@code /sim}, read by the same code. Start at
 * {@link io.github.paybell.simulator.settings.SimulatorSettings}. May use: control, fault,
 * platform, clock, SnakeYAML, Jackson.
 */
@NullMarked
package io.github.paybell.simulator.settings;

import org.jspecify.annotations.NullMarked;
