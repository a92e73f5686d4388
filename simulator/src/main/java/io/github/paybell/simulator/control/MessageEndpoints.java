package io.github.paybell.simulator.control;

import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.messenger.Message;
import io.github.paybell.simulator.messenger.Messages;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.wire.Product;
import io.github.paybell.simulator.wire.Products;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Messages: what was sent and how it was answered, and once more. */
final class MessageEndpoints {
  private static final List<String> OTHER_MEMBERS =
      List.of("event_type", "mchid", "notify_url", "resource");

  private final Messages messenger;

  MessageEndpoints(Messages messenger) {
    this.messenger = messenger;
  }

  void routes(Routes routes) {
    routes.on("GET", "/sim/messages", new ErrorHandling((request, path) -> list(request)));
    routes.on("POST", "/sim/messages", new ErrorHandling((request, path) -> other(request)));
    routes.on(
        "GET",
        "/sim/messages/{id}",
        new ErrorHandling((request, path) -> whole(messenger.message(id(path)))));
    routes.on(
        "POST",
        "/sim/messages/{id}/resend",
        new ErrorHandling((request, path) -> whole(messenger.resend(id(path)))));
  }

  /** The oldest first, as they happened; a limit keeps the latest. */
  private Response list(Request request) {
    String outTradeNo = request.query("out_trade_no");
    List<Message> messages =
        outTradeNo == null ? messenger.messages() : messenger.messages(outTradeNo);
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    RequestInput.last(messages, RequestInput.limit(request))
        .forEach(it -> json.add(MessageJson.of(it)));
    return Response.json(200, json);
  }

  /** A message of another product, to any address. */
  private Response other(Request request) {
    JsonMembers said = new JsonMembers("a message", RequestInput.json(request), OTHER_MEMBERS);
    String name = said.must("event_type");
    Product product =
        Products.named(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "no event_type \""
                            + name
                            + "\"; there are "
                            + String.join(", ", Products.names())));
    return Response.json(
        201,
        MessageJson.whole(
            messenger.other(
                product,
                RequestInput.or(said.text("mchid"), Merchants.DEFAULT),
                said.must("notify_url"),
                resource(said.node("resource")),
                List.of())));
  }

  private static Map<String, String> resource(@Nullable JsonNode members) {
    Map<String, String> chosen = new LinkedHashMap<>();
    if (members != null) {
      members.properties().forEach(it -> chosen.put(it.getKey(), it.getValue().asString()));
    }
    return chosen;
  }

  private static Response whole(Message message) {
    return Response.json(200, MessageJson.whole(message));
  }

  private static String id(Map<String, String> path) {
    return path.getOrDefault("id", "");
  }
}
