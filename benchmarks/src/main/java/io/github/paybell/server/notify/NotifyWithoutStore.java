package io.github.paybell.server.notify;

import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.inbox.NotifyRequest;
import io.github.paybell.engine.inbox.Receiver;
import io.github.paybell.engine.inbox.RefusedRequest;
import io.github.paybell.engine.inbox.Reply;
import io.github.paybell.protocol.v2.V2Key;
import io.github.paybell.protocol.v2.V2Notifications;
import io.github.paybell.protocol.v2.V2Result;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/**
 * The notify listener that proves a notification and answers at once, storing nothing: the ceiling
 * of what HTTP and codec allow. It stands in the notify listener's package because elsewhere a
 * listener opens only on an inbox, and must.
 *
 * <p>Arguments: the port and the API v2 key.
 */
public final class NotifyWithoutStore {
  private static final Reply SUCCESS =
      new Reply(
          200,
          "text/xml; charset=utf-8",
          ("<xml><return_code><![CDATA[SUCCESS]]></return_code>"
                  + "<return_msg><![CDATA[OK]]></return_msg></xml>")
              .getBytes(StandardCharsets.UTF_8));
  private static final Reply REFUSED = new Reply(401, null, new byte[0]);

  private NotifyWithoutStore() {}

  public static void main(String[] args) throws InterruptedException {
    var notifications = new V2Notifications();
    var keys = List.of(V2Key.of(args[1]));
    var notify =
        NotifyServer.open(
            new NotifyOptions(
                "127.0.0.1",
                Integer.parseInt(args[0]),
                TrustedProxies.of(List.of()),
                MaxBody.DEFAULT),
            Limits.DEFAULT,
            new Receiver() {
              @Override
              public boolean knows(String token) {
                return true;
              }

              @Override
              public void receive(NotifyRequest delivery, Consumer<Reply> answer) {
                answer.accept(
                    notifications.read(delivery.body(), keys) instanceof V2Result.Payment
                        ? SUCCESS
                        : REFUSED);
              }

              @Override
              public void refused(RefusedRequest request) {}
            },
            () -> true);
    Runtime.getRuntime().addShutdownHook(new Thread(notify::close));
    new CountDownLatch(1).await();
  }
}
