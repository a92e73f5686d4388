package io.github.paybell.server.system;

import io.github.paybell.protocol.FreePort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A wire between a server and its database that a test can cut or stop up. While it is cut, new
 * connections are refused; while it is stopped up, they are taken and nothing moves.
 */
public final class TcpProxy implements AutoCloseable {
  private final int target;
  private final int port;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Object gate = new Object();
  private ServerSocket listening;
  private boolean stopped;

  public TcpProxy(int target) throws IOException {
    this.target = target;
    // Not one that a connection may be given while the wire is cut.
    port = FreePort.choose();
    listening = new ServerSocket(port, 64, InetAddress.getLoopbackAddress());
    accept(listening);
  }

  public int port() {
    return port;
  }

  /** Ends every connection and refuses new ones. */
  public void cut() throws IOException {
    synchronized (gate) {
      listening.close();
      for (var socket : sockets) {
        socket.close();
      }
      sockets.clear();
    }
  }

  /** Takes connections again. */
  public void mend() throws IOException {
    synchronized (gate) {
      listening = new ServerSocket();
      listening.setReuseAddress(true);
      listening.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 64);
      accept(listening);
    }
  }

  /** Lets nothing through, in either direction, and ends nothing. */
  public void stop() {
    synchronized (gate) {
      stopped = true;
    }
  }

  /** Lets everything through that was held up. */
  public void go() {
    synchronized (gate) {
      stopped = false;
      gate.notifyAll();
    }
  }

  private void accept(ServerSocket server) {
    thread(
        () -> {
          while (true) {
            var client = server.accept();
            var there = new Socket(InetAddress.getLoopbackAddress(), target);
            sockets.add(client);
            sockets.add(there);
            if (server.isClosed()) {
              client.close();
              there.close();
            }
            thread(() -> pump(client, there));
            thread(() -> pump(there, client));
          }
        });
  }

  private void pump(Socket from, Socket to) throws IOException {
    try (from;
        to) {
      var buffer = new byte[16_384];
      for (int n = from.getInputStream().read(buffer);
          n >= 0;
          n = from.getInputStream().read(buffer)) {
        pass();
        to.getOutputStream().write(buffer, 0, n);
        to.getOutputStream().flush();
      }
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void pass() {
    synchronized (gate) {
      while (stopped) {
        try {
          gate.wait();
        } catch (InterruptedException e) {
          Thread.currentThread().interrupt();
          return;
        }
      }
    }
  }

  private interface Wire {
    void run() throws IOException;
  }

  private static void thread(Wire work) {
    var thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // cut
              }
            },
            "proxy");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    go();
    cut();
  }
}
