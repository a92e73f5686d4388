package io.github.paybell.simulator.messenger;

import io.github.paybell.simulator.platform.Api;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that a merchant is to be told.
 *
 * @param id of the notification
 * @param api by which it goes out
 * @param eventType v3's name of it
 * @param mchid whose keys sign and encrypt it
 * @param outTradeNo of the order, or null: it is about none
 * @param outRefundNo of the refund, or null
 * @param notifyUrl where it goes
 * @param createdAt simulated time
 * @param content what it says
 */
record Letter(
    String id,
    Api api,
    String eventType,
    String mchid,
    @Nullable String outTradeNo,
    @Nullable String outRefundNo,
    String notifyUrl,
    Instant createdAt,
    Content content) {}
