/**
 * https on this machine: a certificate authority of one's own, on request.
 *
 * <p>Owns the two files of the local CA. Promises: it is made once per folder, so that it has to be
 * trusted once only; its key is readable by its owner only. Refuses to install it anywhere: whom to
 * trust is decided by people. Start at {@link io.github.paybell.simulator.tls.LocalCa}. May use:
 * protocol, platform, BouncyCastle.
 */
@NullMarked
package io.github.paybell.simulator.tls;

import org.jspecify.annotations.NullMarked;
