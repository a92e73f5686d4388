package io.github.paybell.benchmarks.send;

import io.github.paybell.protocol.v2.V2Reply;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CountDownLatch;

/** A receiver that believes everything. Argument: {@code V2} or {@code V3}. */
public final class SinkMain {
  public static final String PORT = "port ";

  private SinkMain() {}

  public static void main(String[] args) throws Exception {
    boolean v2 = args[0].equals("V2");
    Buffer success = Buffer.buffer(V2Reply.success());
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(1));
    var server =
        vertx
            .createHttpServer()
            .requestHandler(
                request ->
                    request.endHandler(
                        end -> {
                          if (v2) {
                            request
                                .response()
                                .putHeader("Content-Type", "text/xml; charset=utf-8")
                                .end(success);
                          } else {
                            request.response().setStatusCode(204).end();
                          }
                        }))
            .listen(0, "127.0.0.1")
            .toCompletionStage()
            .toCompletableFuture()
            .get();
    System.out.println(PORT + server.actualPort());
    new CountDownLatch(1).await();
  }
}
