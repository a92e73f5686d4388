package io.github.paybell.wechat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A platform whose connections misbehave, one after the other, as a test wants. */
final class V3RawServer implements AutoCloseable {
  /** What becomes of one connection whose request was read. */
  interface Connection {
    void serve(OutputStream out, CountDownLatch closing) throws Exception;
  }

  /** Closes without a word. */
  static final Connection HANGS_UP = (out, closing) -> {};

  /** Says nothing for as long as the test lasts. */
  static final Connection SILENT = (out, closing) -> closing.await();

  /** Announces a hundred bytes and closes after ten. */
  static final Connection BREAKS = (out, closing) -> out.write(head(100, "0123456789"));

  /** Announces a hundred bytes and falls silent after ten. */
  static final Connection STALLS =
      (out, closing) -> {
        out.write(head(100, "0123456789"));
        out.flush();
        closing.await();
      };

  private final ServerSocket server;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final AtomicInteger connections = new AtomicInteger();
  final List<String> requests = new CopyOnWriteArrayList<>();

  /**
   * @param script one for each connection, in order; the last one stands for all that follow
   */
  V3RawServer(Connection... script) throws IOException {
    server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    Thread acceptor = new Thread(() -> accept(script), "raw-server");
    acceptor.setDaemon(true);
    acceptor.start();
  }

  URI url() {
    return URI.create("http://127.0.0.1:" + server.getLocalPort());
  }

  private void accept(Connection... script) {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        int number = Math.min(connections.getAndIncrement(), script.length - 1);
        Thread thread = new Thread(() -> serve(socket, script[number]), "raw-connection");
        thread.setDaemon(true);
        thread.start();
      } catch (IOException closed) {
        return;
      }
    }
  }

  private void serve(Socket socket, Connection connection) {
    try (socket) {
      requests.add(request(socket.getInputStream()));
      connection.serve(socket.getOutputStream(), closing);
      socket.getOutputStream().flush();
    } catch (Exception gone) {
      // The client hung up, which is its right.
    }
  }

  /** The request line; head and body are read to their end. */
  private static String request(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.indexOf("\r\n\r\n") < 0) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("no request");
      }
      head.append((char) next);
    }
    for (String line : head.toString().split("\r\n")) {
      if (line.toLowerCase(Locale.ROOT).startsWith("content-length:")) {
        in.readNBytes(Integer.parseInt(line.substring(15).trim()));
      }
    }
    return head.substring(0, head.indexOf(" HTTP/1.1"));
  }

  static byte[] head(int length, String body) {
    return ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
            + length
            + "\r\n\r\n"
            + body)
        .getBytes(StandardCharsets.US_ASCII);
  }

  /** A whole answer, and the end of the connection. */
  static Connection answers(V3Stub.Reply reply) {
    return (out, closing) -> {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + reply.status() + " X\r\n");
      reply.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
      head.append("Connection: close\r\nContent-Length: " + reply.body().length + "\r\n\r\n");
      out.write(head.toString().getBytes(StandardCharsets.US_ASCII));
      out.write(reply.body());
    };
  }

  @Override
  public void close() throws IOException {
    closing.countDown();
    server.close();
  }
}
