package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.cashier.PayVerdict.Opens;
import io.github.paybell.simulator.cashier.PayVerdict.Refuses;
import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /pay.js}, which a shop's page includes during development, and the check that it asks for.
 * The page lies on another origin, so both are open to all.
 */
final class PayScript {
  private static final Map<String, String> OPEN_TO_ALL =
      Map.of("Access-Control-Allow-Origin", "*", "Cache-Control", "no-store");

  private final PaySignCheck check;
  private final Supplier<String> baseUrl;
  private final String script = Assets.text("pay.js");

  PayScript(PaySignCheck check, Supplier<String> baseUrl) {
    this.check = check;
    this.baseUrl = baseUrl;
  }

  void routes(Routes routes) {
    routes
        .on("GET", "/pay.js", (request, path) -> script())
        .on("POST", "/pay.js/check", (request, path) -> check(request).with(OPEN_TO_ALL))
        .on("OPTIONS", "/pay.js/check", (request, path) -> preflight());
  }

  private Response script() {
    return Assets.answer("text/javascript", script.replace("{{base-url}}", baseUrl.get()))
        .with("Access-Control-Allow-Origin", "*");
  }

  private static Response preflight() {
    return Response.empty(204)
        .with("Access-Control-Allow-Origin", "*")
        .with("Access-Control-Allow-Methods", "POST, OPTIONS")
        .with("Access-Control-Allow-Headers", "Content-Type")
        .with("Access-Control-Max-Age", "600");
  }

  private Response check(Request request) {
    PayCall call;
    try {
      call = PayCall.of(JsonMapper.shared().readTree(request.body()));
    } catch (JacksonException e) {
      return unreadable("the body is not JSON: " + e.getOriginalMessage());
    } catch (IllegalArgumentException e) {
      return unreadable(String.valueOf(e.getMessage()));
    }
    return check.check(call).match(PayScript::opens, it -> refuses(it, Language.of(request)));
  }

  private static Response opens(Opens opens) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("result", "ok");
    json.put("prepay_id", opens.prepay().prepayId());
    json.put("cashier", "/cashier/" + opens.prepay().prepayId());
    return Response.json(200, json);
  }

  private static Response refuses(Refuses refuses, Language language) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("result", "fail");
    json.put("code", refuses.reason().name());
    json.put("err_desc", refuses.errDesc());
    json.put("explanation", explanation(refuses, language));
    if (!refuses.text().isEmpty()) {
      json.put("string_to_sign", refuses.text());
    }
    String toSign = refuses.text().replace("\n", "\\n\n");
    return Response.json(400, json)
        .noting(
            Stream.of(refuses.errDesc(), explanation(refuses, Language.EN), toSign)
                .filter(line -> !line.isEmpty())
                .collect(Collectors.joining("\n")));
  }

  private static String explanation(Refuses refuses, Language language) {
    return Stream.concat(
            Stream.of(language.text(refuses.reason().key(), refuses.subject()), refuses.detail()),
            refuses.hints().stream().map(hint -> language.text(hint.key())))
        .filter(sentence -> !sentence.isEmpty())
        .collect(Collectors.joining(" "));
  }

  private static Response unreadable(String why) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("result", "fail").put("code", "BODY").put("err_desc", why).put("explanation", why);
    return Response.json(400, json).noting(why);
  }
}
