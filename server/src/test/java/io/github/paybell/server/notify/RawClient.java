package io.github.paybell.server.notify;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** A client that sends exactly the bytes it is told to; a decent client could not misbehave. */
final class RawClient implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  RawClient(int port) throws IOException {
    this(port, "127.0.0.1");
  }

  /**
   * @param from of this machine: Linux has all of 127.0.0.0/8
   */
  RawClient(int port, String from) throws IOException {
    socket = new Socket("127.0.0.1", port, InetAddress.getByName(from), 0);
    socket.setSoTimeout(15_000);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
  }

  record Answer(int status, Map<String, String> headers, String body) {}

  RawClient send(String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    socket.getOutputStream().flush();
    return this;
  }

  /** For how long an answer is waited for, in milliseconds. */
  void within(int millis) throws IOException {
    socket.setSoTimeout(millis);
  }

  void endSending() throws IOException {
    socket.shutdownOutput();
  }

  Answer read() throws IOException {
    var status = Integer.parseInt(line().split(" ")[1]);
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(line.substring(0, colon).toLowerCase(), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    return new Answer(status, headers, new String(in.readNBytes(length), StandardCharsets.UTF_8));
  }

  /**
   * Whether the server has ended the connection, waiting for it; bytes that still come are lost.
   */
  boolean ended() throws IOException {
    try {
      while (in.read() >= 0) {
        // answers that nobody asked about
      }
      return true;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (java.net.SocketException e) {
      return true;
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended within a line: " + line);
      }
      if (b != '\r') {
        line.append((char) b);
      }
    }
    return line.toString();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
