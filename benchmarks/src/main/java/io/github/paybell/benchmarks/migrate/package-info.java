/**
 * How long a new version takes to change the schema of a store with millions of orders, and whether
 * it goes on after it was killed in between.
 *
 * <p>Start at {@link io.github.paybell.benchmarks.migrate.MigrateCommand}.
 */
@NullMarked
package io.github.paybell.benchmarks.migrate;

import org.jspecify.annotations.NullMarked;
