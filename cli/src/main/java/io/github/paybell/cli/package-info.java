/**
 * The command line: {@code paybell serve} and its sisters.
 *
 * <p>Owns options, help texts (English and Chinese) and exit statuses: 0 good, 1 something is
 * wrong, 2 usage. Does nothing itself; it starts the rooms that do. Start at {@link
 * io.github.paybell.cli.Main}. May use: server, simulator, picocli.
 */
@NullMarked
package io.github.paybell.cli;

import org.jspecify.annotations.NullMarked;
