package io.github.paybell.engine.delivery.webhook;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import javax.net.SocketFactory;

/**
 * Sockets that connect to allowed addresses only: the last gate before the network, whichever way
 * an address came about. It is the only one for addresses that stand in the URL itself, in any of
 * their spellings, because OkHttp does not resolve those.
 */
final class CheckedSockets extends SocketFactory {
  private final AddressRule rule;

  CheckedSockets(AddressRule rule) {
    this.rule = rule;
  }

  @Override
  public Socket createSocket() {
    return new CheckedSocket(rule);
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw connected();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw connected();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw connected();
  }

  @Override
  public Socket createSocket(
      InetAddress address, int port, InetAddress localAddress, int localPort) {
    throw connected();
  }

  private static UnsupportedOperationException connected() {
    return new UnsupportedOperationException("only sockets that are not connected yet");
  }

  private static final class CheckedSocket extends Socket {
    private final AddressRule rule;

    CheckedSocket(AddressRule rule) {
      this.rule = rule;
    }

    @Override
    public void connect(SocketAddress endpoint) throws IOException {
      connect(endpoint, 0);
    }

    @Override
    public void connect(SocketAddress endpoint, int timeout) throws IOException {
      if (!(endpoint instanceof InetSocketAddress to) || to.isUnresolved()) {
        throw new AddressRefusedException("an address that is not resolved is not connected to");
      }
      rule.check(to.getAddress());
      setTcpNoDelay(true); // a request is one write; the answer to it must not wait for an ack
      super.connect(endpoint, timeout);
    }
  }
}
