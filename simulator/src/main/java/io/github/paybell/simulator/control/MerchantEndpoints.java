package io.github.paybell.simulator.control;

import io.github.paybell.simulator.http.Request;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import io.github.paybell.simulator.platform.Merchant;
import io.github.paybell.simulator.platform.Merchants;
import io.github.paybell.simulator.platform.Platform;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Merchants: look, add, change, and what to tell a client. */
final class MerchantEndpoints {
  private final Platform platform;
  private final Merchants merchants;
  private final Supplier<String> baseUrl;

  MerchantEndpoints(Platform platform, Supplier<String> baseUrl) {
    this.platform = platform;
    this.merchants = platform.merchants();
    this.baseUrl = baseUrl;
  }

  void routes(Routes routes) {
    routes.on("GET", "/sim/merchants", new ErrorHandling((request, path) -> list()));
    routes.on(
        "GET", "/sim/merchants/{mchid}", new ErrorHandling((request, path) -> one(known(path))));
    routes.on("PUT", "/sim/merchants/{mchid}", new ErrorHandling(this::put));
    routes.on("GET", "/sim/merchants/{mchid}/{file}", new ErrorHandling(this::file));
    routes.on("GET", "/sim/config/{mchid}", new ErrorHandling(this::config));
  }

  private Response list() {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    merchants.all().forEach(it -> json.add(MerchantJson.of(it, merchants)));
    return Response.json(200, json);
  }

  private Response one(Merchant merchant) {
    return Response.json(200, MerchantJson.of(merchant, merchants));
  }

  private Merchant known(Map<String, String> path) {
    String mchid = mchid(path);
    Merchant merchant = merchants.find(mchid);
    if (merchant == null) {
      throw new NoSuchElementException(
          "there is no merchant " + mchid + "; PUT /sim/merchants/" + mchid + " adds it");
    }
    return merchant;
  }

  private static String mchid(Map<String, String> path) {
    return path.getOrDefault("mchid", "");
  }

  private Response put(Request request, Map<String, String> path) {
    JsonNode body = RequestInput.json(request);
    if (!(body instanceof ObjectNode said)) {
      throw new IllegalArgumentException("a merchant is a JSON object, not " + body);
    }
    String mchid = mchid(path).equals(Merchants.DEFAULT) ? Merchants.DEFAULT_MCHID : mchid(path);
    if (said.has("mchid") && !said.path("mchid").asString("").equals(mchid)) {
      throw new IllegalArgumentException(
          "mchid in the body is " + said.get("mchid") + ", in the path " + mchid);
    }
    boolean isNew = merchants.find(mchid) == null;
    Merchant merchant = MerchantJson.read(said.put("mchid", mchid), merchants, platform.dice());
    merchants.put(merchant);
    return Response.json(isNew ? 201 : 200, MerchantJson.of(merchant, merchants));
  }

  /** Under the names that the merchant platform and its tools give them. */
  private Response file(Request request, Map<String, String> path) {
    Merchant merchant = known(path);
    String name = path.getOrDefault("file", "");
    return switch (name) {
      case "apiclient_key.pem" -> pem(merchant.merchantPrivateKey());
      case "apiclient_cert.pem" -> pem(merchant.merchantCertificate());
      case "pub_key.pem" -> pem(merchant.publicKey().pem());
      default ->
          MerchantJson.shown(merchant, merchants).stream()
              .filter(key -> name.equals("wechatpay_" + key.serial() + ".pem"))
              .findFirst()
              .map(key -> pem(key.pem()))
              .orElseThrow(
                  () ->
                      new NoSuchElementException(
                          "no file "
                              + name
                              + "; there are apiclient_key.pem, apiclient_cert.pem, pub_key.pem and"
                              + " wechatpay_{serial}.pem"));
    };
  }

  private static Response pem(String pem) {
    return Response.text(200, pem);
  }

  private Response config(Request request, Map<String, String> path) {
    Merchant merchant = known(path);
    String client = request.query("client");
    if (client == null) {
      ArrayNode names = JsonNodeFactory.instance.arrayNode();
      ClientConfig.names().forEach(names::add);
      return Response.json(200, names);
    }
    return Response.text(
        200, ClientConfig.of(client, merchant, merchants.certificate(), baseUrl.get()));
  }
}
