package io.github.paybell.server.admin;

import io.github.paybell.engine.calls.NotifyUrls;
import io.github.paybell.engine.delivery.Subscriber;
import java.util.List;

/**
 * Where the admin API stands, who may come in, and what it shows of the settings.
 *
 * @param port 0 takes a free one
 * @param subscribers who is told, as configured
 * @param jsonLogs whether log lines are JSON objects
 */
public record AdminOptions(
    String host,
    int port,
    BearerToken token,
    NotifyUrls urls,
    List<Subscriber> subscribers,
    boolean jsonLogs) {
  public AdminOptions {
    subscribers = List.copyOf(subscribers);
  }
}
