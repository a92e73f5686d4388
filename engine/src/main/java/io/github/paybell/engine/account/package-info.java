/**
 * Merchant accounts and their key rings.
 *
 * <p>Owns tables {@code paybell_account} and {@code paybell_platform_key}. Promises: a look-up
 * never blocks and never touches the database; a changed key is seen without a restart; secrets are
 * sealed at rest and never printed. Does not verify anything itself. Start at {@link
 * io.github.paybell.engine.account.Accounts}. May use: protocol, store.
 */
@NullMarked
package io.github.paybell.engine.account;

import org.jspecify.annotations.NullMarked;
