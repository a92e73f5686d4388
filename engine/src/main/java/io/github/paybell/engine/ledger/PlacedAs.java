package io.github.paybell.engine.ledger;

/**
 * That an order is placed through Paybell, and as what.
 *
 * @param tradeType JSAPI, NATIVE, APP or MWEB
 * @param digest SHA-256 of all that is sent to WeChat Pay, hex: the same order may be placed again
 *     with the same data only, and the payer's openid need not be kept to know that
 */
public record PlacedAs(String tradeType, String digest) {}
