/**
 * What is promised of an engine inside a shop, whose own writes commit with the ledger's or not at
 * all (TOGETHER). Start at {@link io.github.paybell.engine.together.EmbeddedShop}.
 */
@NullMarked
package io.github.paybell.engine.together;

import org.jspecify.annotations.NullMarked;
