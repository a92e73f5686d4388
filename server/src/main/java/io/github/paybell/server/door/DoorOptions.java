package io.github.paybell.server.door;

/**
 * Where the door stands.
 *
 * @param port 0 takes a free one
 */
public record DoorOptions(String host, int port, TrustedProxies trustedProxies) {}
