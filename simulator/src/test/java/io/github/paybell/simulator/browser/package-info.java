/**
 * The simulator's pages as people see them, in a real browser.
 *
 * <p>Owns a shop with one page. Promises that a machine without Chromium or Node.js skips these
 * tests and says why; screenshots lie in {@code target/pictures} afterwards. Start at {@link
 * io.github.paybell.simulator.browser.BrowserTest}. May use: everything of the simulator.
 */
@NullMarked
package io.github.paybell.simulator.browser;

import org.jspecify.annotations.NullMarked;
