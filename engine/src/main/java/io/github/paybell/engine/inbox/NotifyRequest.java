package io.github.paybell.engine.inbox;

import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One HTTP request to {@code /notify/{token}} as the notify listener received it.
 *
 * @param token the last path segment
 * @param headers looks a header up by name, case-insensitively; called during {@link Inbox#receive}
 *     only
 * @param body the bytes as received, at most {@link MaxBody}
 * @param address where it came from, for people; never a basis for trust
 */
public record NotifyRequest(
    String token, Function<String, @Nullable String> headers, byte[] body, String address) {}
