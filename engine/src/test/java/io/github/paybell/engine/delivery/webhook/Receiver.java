package io.github.paybell.engine.delivery.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;
import org.jspecify.annotations.Nullable;

/** A subscriber on a real socket, which does with each request what a test wants, byte by byte. */
final class Receiver implements AutoCloseable {
  /** A request as it came. Names of headers are in lower case. */
  record Request(String line, Map<String, List<String>> headers, byte[] body) {
    String header(String name) {
      return String.join(", ", headers.getOrDefault(name, List.of()));
    }
  }

  /** The connection that a request came over; {@code number} counts its requests from 1. */
  record Wire(Socket socket, OutputStream out, int number) {
    void answer(String status, String... headers) throws IOException {
      write("HTTP/1.1 " + status + "\r\n");
      for (var header : headers) {
        write(header + "\r\n");
      }
      write("content-length: 0\r\n\r\n");
    }

    void write(String text) throws IOException {
      out.write(text.getBytes(ISO_8859_1));
      out.flush();
    }
  }

  /** What is done with a request. */
  interface Script {
    void play(Request request, Wire wire) throws IOException, InterruptedException;
  }

  final List<Request> requests = new CopyOnWriteArrayList<>();
  final AtomicInteger connections = new AtomicInteger();

  private final ServerSocket server;
  private final Script script;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();

  Receiver(Script script) {
    this(ServerSocketFactory.getDefault(), script);
  }

  Receiver(ServerSocketFactory sockets, Script script) {
    this.script = script;
    try {
      server = sockets.createServerSocket(0, 100, InetAddress.getLoopbackAddress());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start("receiver", this::accept);
  }

  /** Answers each with 204. */
  static Receiver friendly() {
    return new Receiver((request, wire) -> wire.answer("204 No Content"));
  }

  int port() {
    return server.getLocalPort();
  }

  URI url(String path) {
    return URI.create("http://127.0.0.1:" + port() + path);
  }

  @Override
  public void close() {
    try {
      server.close();
      for (var socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void accept() {
    try {
      while (true) {
        var socket = server.accept();
        open.add(socket);
        start("receiver-" + connections.incrementAndGet(), () -> serve(socket));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      var in = new BufferedInputStream(socket.getInputStream());
      int number = 0;
      for (var request = read(in); request != null; request = read(in)) {
        requests.add(request);
        script.play(request, new Wire(socket, socket.getOutputStream(), ++number));
        if (socket.isClosed()) {
          return;
        }
      }
    } catch (IOException | InterruptedException e) {
      // the client went away, or the test is over
    } finally {
      open.remove(socket);
    }
  }

  private static @Nullable Request read(InputStream in) throws IOException {
    var lines = new ArrayList<String>();
    for (var line = line(in); line != null && !line.isEmpty(); line = line(in)) {
      lines.add(line);
    }
    if (lines.isEmpty()) {
      return null;
    }
    var headers = new TreeMap<String, List<String>>();
    for (var line : lines.subList(1, lines.size())) {
      int colon = line.indexOf(':');
      if (colon < 0) {
        return null; // not HTTP
      }
      headers
          .computeIfAbsent(
              line.substring(0, colon).toLowerCase(Locale.ROOT), n -> new ArrayList<>())
          .add(line.substring(colon + 1).trim());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", List.of("0")).get(0));
    return new Request(lines.get(0), headers, in.readNBytes(length));
  }

  private static @Nullable String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int c = in.read(); c != -1; c = in.read()) {
      if (c == '\n') {
        return line.toString().trim();
      }
      line.append((char) c);
    }
    return null;
  }

  private static void start(String name, Runnable task) {
    var thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
