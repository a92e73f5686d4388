package io.github.paybell.simulator.hostile;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * A good call of the simulator's own interfaces.
 *
 * @param method GET, POST or PUT
 * @param target path and query
 * @param body an object; a list under {@code []} stands for itself
 * @param error the member that every answer that refuses has, or empty
 */
record OwnCall(String method, String target, ObjectNode body, String error) {
  static OwnCall control(String method, String target, String body) {
    return new OwnCall(method, target, json(body), "error");
  }

  static OwnCall cashier(String method, String target, String body) {
    return new OwnCall(method, target, json(body), "code");
  }

  static OwnCall page(String target) {
    return new OwnCall("GET", target, json("{}"), "");
  }

  /** The same with ids of a running simulator. */
  OwnCall knowing(String prepayId, String messageId) {
    return new OwnCall(
        method,
        target.replace("PREPAY", prepayId).replace("MESSAGE", messageId),
        json(body.toString().replace("PREPAY", prepayId)),
        error);
  }

  private static ObjectNode json(String text) {
    return (ObjectNode) JsonMapper.shared().readTree(text);
  }

  @Override
  public String toString() {
    return method + " " + target.replaceFirst("[?].*", "");
  }
}
