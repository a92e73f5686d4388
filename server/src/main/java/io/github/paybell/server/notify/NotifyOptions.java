package io.github.paybell.server.notify;

/**
 * Where the notify listener stands.
 *
 * @param port 0 takes a free one
 */
public record NotifyOptions(String host, int port, TrustedProxies trustedProxies) {}
