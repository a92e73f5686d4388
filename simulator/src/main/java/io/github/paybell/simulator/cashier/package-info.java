/**
 * The payer's side: the cashier page for phones, what leads to it, and the stand-ins for what a
 * shop's page meets inside WeChat.
 *
 * <p>Owns {@code /cashier}, {@code /qr}, {@code /pay.js}, the links of H5 payments, and the
 * stand-in of OAuth. Promises that a payer can do what the platform allows and nothing else: all
 * rules about money are the platform's, the page only asks. Checks {@code paySign} as WeChat does
 * and says what was wrong. Sends no notifications and keeps no orders; the codes of OAuth are the
 * only state. Start at {@link io.github.paybell.simulator.cashier.Cashier}. May use: protocol,
 * platform, http, QR code generator.
 */
@NullMarked
package io.github.paybell.simulator.cashier;

import org.jspecify.annotations.NullMarked;
