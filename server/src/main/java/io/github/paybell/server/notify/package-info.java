/**
 * The notify listener: the public listener that WeChat Pay calls.
 *
 * <p>Owns one route, {@code POST /notify/{token}}, and {@code GET /healthz}. Promises IN_TIME
 * (every request is answered once or its connection closed, never silence) and BOUNDED (bodies,
 * connections, waiting) in front of the inbox. Does not look into a message and never decides what
 * is answered; the inbox does. Start at {@link io.github.paybell.server.notify.NotifyServer}. May
 * use: engine.inbox, Vert.x, and of Netty beneath it the decoder of requests.
 */
@NullMarked
package io.github.paybell.server.notify;

import org.jspecify.annotations.NullMarked;
