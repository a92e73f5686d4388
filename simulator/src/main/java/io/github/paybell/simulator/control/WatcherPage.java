package io.github.paybell.simulator.control;

import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.http.Routes;
import java.util.List;

/** The page for people that watch, and its files. */
final class WatcherPage {
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:;"
          + " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";
  private static final List<String> SCRIPTS =
      List.of(
          "watcher.js",
          "texts.js",
          "elements.js",
          "server.js",
          "clock.js",
          "orders.js",
          "messages.js",
          "faults.js",
          "requests.js",
          "merchants.js");

  void routes(Routes routes) {
    file(routes, "/", "watcher.html", "text/html; charset=utf-8");
    file(routes, "/assets/watcher/watcher.css", "watcher.css", "text/css; charset=utf-8");
    for (String script : SCRIPTS) {
      file(routes, "/assets/watcher/" + script, script, "text/javascript; charset=utf-8");
    }
  }

  private static void file(Routes routes, String path, String name, String contentType) {
    byte[] content = PageFile.bytes("page/" + name);
    Response answer =
        Response.of(200, contentType, content)
            .with("Cache-Control", "no-cache")
            .with("X-Content-Type-Options", "nosniff")
            .with("Content-Security-Policy", POLICY);
    routes.on("GET", path, (request, places) -> answer);
  }
}
