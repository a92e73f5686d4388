/**
 * Whether the simulator speaks as the documents say: every field that they name is sent or taken,
 * with the documented type, and nothing else is sent.
 *
 * <p>Owns the table of documented fields, {@code documented-fields.tsv}, and shops that use every
 * interface over HTTP. Promises nothing about behaviour, which the tests of the rooms do. Start at
 * {@link io.github.paybell.simulator.documents.DocumentsTest}. May use: protocol, everything public
 * of the simulator.
 */
@NullMarked
package io.github.paybell.simulator.documents;

import org.jspecify.annotations.NullMarked;
