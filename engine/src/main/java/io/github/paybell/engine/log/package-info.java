/**
 * How a line of the log is written: {@code key=value}, found with {@code grep}, whatever the values
 * are.
 *
 * <p>Owns no table and no logger. Promises that a value from outside can neither break a line nor
 * fill the disk with one; that it is no secret is for the caller to know (SILENT_SECRETS). Start at
 * {@link io.github.paybell.engine.log.LogLine}. May use: the JDK.
 */
@NullMarked
package io.github.paybell.engine.log;

import org.jspecify.annotations.NullMarked;
