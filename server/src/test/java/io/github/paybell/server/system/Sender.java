package io.github.paybell.server.system;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/** One keep-alive connection that sends bytes as they are and reads each answer whole. */
public final class Sender implements AutoCloseable {
  private final Socket socket;
  private final InputStream in;

  public Sender(int port) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    // No answer at all is a failure; above every bound that the notify listener keeps.
    socket.setSoTimeout(30_000);
    socket.setTcpNoDelay(true);
    in = new BufferedInputStream(socket.getInputStream(), 8_192);
  }

  /**
   * An answer as it came.
   *
   * @param headers names in lower case
   */
  public record Answer(int status, Map<String, String> headers, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  /** Posts a message to an account's address and reads the answer. */
  public Answer post(String token, Message message) throws IOException {
    send(request(token, message));
    return read();
  }

  /** The request as bytes, for those who want to send it in another way. */
  public static byte[] request(String token, Message message) {
    var head = new StringBuilder("POST /notify/" + token + " HTTP/1.1\r\nHost: notify\r\n");
    head.append("Content-Length: ").append(message.body().length).append("\r\n");
    message.headers().forEach((name, value) -> head.append(name + ": " + value + "\r\n"));
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    bytes.writeBytes(message.body());
    return bytes.toByteArray();
  }

  public void send(byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    socket.getOutputStream().flush();
  }

  public void send(String text) throws IOException {
    send(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  /** Says that nothing more will be sent; answers can still be read. */
  public void endSending() throws IOException {
    socket.shutdownOutput();
  }

  /**
   * Reads one answer.
   *
   * @throws IOException if none comes, or the connection ends within it
   */
  public Answer read() throws IOException {
    int status = Integer.parseInt(line().split(" ", -1)[1]);
    var headers = new LinkedHashMap<String, String>();
    for (var line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      headers.put(
          line.substring(0, colon).toLowerCase(Locale.ROOT), line.substring(colon + 1).strip());
    }
    int length = Integer.parseInt(headers.getOrDefault("content-length", "0"));
    var body = in.readNBytes(length);
    if (body.length < length) {
      throw new IOException("the connection ended within an answer");
    }
    return new Answer(status, headers, body);
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b != '\n'; b = in.read()) {
      if (b < 0) {
        throw new IOException("the connection ended");
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
