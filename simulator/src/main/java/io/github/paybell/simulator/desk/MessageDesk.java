package io.github.paybell.simulator.desk;

import io.github.paybell.simulator.http.Answer;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.Messenger;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Messages: what was sent and how it was answered, and once more. */
final class MessageDesk {
  private final Messenger messenger;

  MessageDesk(Messenger messenger) {
    this.messenger = messenger;
  }

  void routes(Routes routes) {
    routes.on("GET", "/sim/messages", new Guarded((request, path) -> list(request)));
    routes.on(
        "GET",
        "/sim/messages/{id}",
        new Guarded((request, path) -> whole(messenger.message(id(path)))));
    routes.on(
        "POST",
        "/sim/messages/{id}/resend",
        new Guarded((request, path) -> whole(messenger.resend(id(path)))));
  }

  /** The oldest first, as they happened; a limit keeps the latest. */
  private Answer list(Request request) {
    String outTradeNo = request.query("out_trade_no");
    List<Message> messages =
        outTradeNo == null ? messenger.messages() : messenger.messages(outTradeNo);
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    Asked.last(messages, Asked.limit(request)).forEach(it -> json.add(MessageJson.of(it)));
    return Answer.json(200, json);
  }

  private static Answer whole(Message message) {
    return Answer.json(200, MessageJson.whole(message));
  }

  private static String id(Map<String, String> path) {
    return path.getOrDefault("id", "");
  }
}
