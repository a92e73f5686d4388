package io.github.paybell.server.office;

import io.github.paybell.engine.calls.NotifyUrls;

/**
 * Where the office stands and who may come in.
 *
 * @param port 0 takes a free one
 * @param jsonLogs whether log lines are JSON objects
 */
public record OfficeOptions(
    String host, int port, BearerToken token, NotifyUrls urls, boolean jsonLogs) {}
