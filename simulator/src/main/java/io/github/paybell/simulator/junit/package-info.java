/**
 * The simulator in tests with JUnit.
 *
 * <p>Owns the life of a simulator within a test run: one per test class, empty before each test.
 * The only room that knows JUnit, which is not brought along: who uses it has it, 5.13 or newer.
 * Start at {@link io.github.paybell.simulator.junit.SimulatorExtension}. May use: simulator, JUnit.
 */
@NullMarked
package io.github.paybell.simulator.junit;

import org.jspecify.annotations.NullMarked;
