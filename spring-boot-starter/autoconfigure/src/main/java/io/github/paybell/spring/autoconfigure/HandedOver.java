package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.inbox.NotifyRequest;
import io.github.paybell.engine.inbox.Receiver;
import io.github.paybell.engine.inbox.RefusedRequest;
import io.github.paybell.engine.inbox.RefusedRequest.Reason;
import io.github.paybell.engine.inbox.Reply;
import io.github.paybell.spring.NotifyReply;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Notifications that the shop's own controller took, under an older notify_url. Thread-safe. */
final class HandedOver {
  /** Above the inbox's own deadline of 2 s: only a defect gets so far. */
  private static final long LONGEST_MILLIS = 4_000;

  private static final String ADDRESS = "Paybell.receive";
  private static final Reply NO_ANSWER = new Reply(503, null, new byte[0]);

  private final Receiver inbox;
  private final MaxBody maxBody;

  HandedOver(Receiver inbox, MaxBody maxBody) {
    this.inbox = inbox;
    this.maxBody = maxBody;
  }

  /** Waits for the inbox's answer, which comes within two seconds. */
  NotifyReply receive(Account account, Map<String, List<String>> headers, byte[] body) {
    var token = account.notifyToken();
    if (body.length > maxBody.bytes()) {
      inbox.refused(
          new RefusedRequest(
              Reason.TOO_LARGE,
              token,
              ADDRESS,
              ADDRESS,
              body.length,
              "over max-body, which is " + maxBody.bytes() + " bytes"));
      return new NotifyReply(Reason.TOO_LARGE.status(), null, new byte[0]);
    }
    var answer = new CompletableFuture<Reply>();
    inbox.receive(
        new NotifyRequest(token, name -> header(headers, name), body.clone(), ADDRESS),
        answer::complete);
    var reply = waited(answer);
    return new NotifyReply(reply.status(), reply.contentType(), reply.body());
  }

  private static @Nullable String header(Map<String, List<String>> headers, String name) {
    for (var header : headers.entrySet()) {
      if (name.equalsIgnoreCase(header.getKey()) && !header.getValue().isEmpty()) {
        return header.getValue().get(0);
      }
    }
    return null;
  }

  private static Reply waited(CompletableFuture<Reply> answer) {
    try {
      return answer.get(LONGEST_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return NO_ANSWER;
    } catch (ExecutionException | TimeoutException e) {
      return NO_ANSWER;
    }
  }
}
