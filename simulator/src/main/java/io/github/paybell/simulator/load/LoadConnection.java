package io.github.paybell.simulator.load;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetClient;
import io.vertx.core.net.NetSocket;
import org.jspecify.annotations.Nullable;

/** One connection at a time, with at most one request under way. Lives on the event loop. */
final class LoadConnection {
  /** Who is told how a request ended. */
  interface Owner {
    /**
     * An answer came.
     *
     * @param from when its latency began, nanoseconds
     */
    void answered(LoadConnection connection, AnswerReader.Answer answer, long from);

    /** There will be no answer. */
    void failed(LoadConnection connection, String problem);
  }

  private final Owner owner;
  private final NetClient client;
  private final String host;
  private final int port;

  private @Nullable NetSocket socket;
  private boolean underWay;
  private long from;
  private long sentAt;

  LoadConnection(Owner owner, NetClient client, String host, int port) {
    this.owner = owner;
    this.client = client;
    this.host = host;
    this.port = port;
  }

  /**
   * Sends a request; the owner is told how it ended.
   *
   * @param from when its latency begins, nanoseconds
   */
  void send(Buffer request, long from) {
    underWay = true;
    this.from = from;
    this.sentAt = System.nanoTime();
    NetSocket open = socket;
    if (open != null) {
      open.write(request);
      return;
    }
    long ticket = sentAt;
    client
        .connect(port, host)
        .onSuccess(
            made -> {
              if (isUnderWay(ticket)) {
                take(made);
                made.write(request);
              } else {
                made.close();
              }
            })
        .onFailure(
            failure -> {
              if (isUnderWay(ticket)) {
                fail("no connection: " + failure.getClass().getSimpleName());
              }
            });
  }

  /** Whether this request is still the one that is waited for; a slow connect may outlive it. */
  private boolean isUnderWay(long ticket) {
    return underWay && sentAt == ticket;
  }

  private void take(NetSocket made) {
    socket = made;
    AnswerReader fresh = new AnswerReader();
    made.handler(
        bytes -> {
          if (socket == made) {
            read(fresh, bytes, false);
          }
        });
    made.closeHandler(
        closed -> {
          if (socket == made) {
            socket = null;
            if (underWay) {
              read(fresh, Buffer.buffer(), true);
            }
            if (underWay) {
              fail("connection closed before the answer");
            }
          }
        });
    // A broken connection closes; that is told there.
    made.exceptionHandler(failure -> {});
  }

  private void read(AnswerReader into, Buffer bytes, boolean ended) {
    AnswerReader.Answer answer;
    try {
      into.add(bytes.getBytes());
      answer = into.next(ended);
    } catch (AnswerReader.BadAnswer e) {
      drop();
      fail(String.valueOf(e.getMessage()));
      return;
    }
    if (answer == null || !underWay) {
      return;
    }
    underWay = false;
    if (!answer.keepAlive()) {
      drop();
    }
    owner.answered(this, answer, from);
  }

  /** Gives up what was sent before a moment, nanoseconds, and has no answer. */
  void giveUpIfSentBefore(long moment) {
    if (underWay && sentAt - moment < 0) {
      drop();
      fail("no answer in time");
    }
  }

  private void drop() {
    NetSocket open = socket;
    socket = null;
    if (open != null) {
      open.close();
    }
  }

  private void fail(String problem) {
    if (underWay) {
      underWay = false;
      owner.failed(this, problem);
    }
  }
}
