/**
 * What a table of measurements needs: medians, the machine, the versions, Markdown.
 *
 * <p>Start at {@link io.github.paybell.benchmarks.report.MarkdownTable}.
 */
@NullMarked
package io.github.paybell.benchmarks.report;

import org.jspecify.annotations.NullMarked;
