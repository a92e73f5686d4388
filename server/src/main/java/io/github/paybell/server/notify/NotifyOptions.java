package io.github.paybell.server.notify;

import io.github.paybell.engine.inbox.MaxBody;

/**
 * Where the notify listener stands, and how much it takes.
 *
 * @param port 0 takes a free one
 */
public record NotifyOptions(
    String host, int port, TrustedProxies trustedProxies, MaxBody maxBody) {}
