package io.github.paybell.benchmarks.attack;

import io.github.paybell.benchmarks.MerchantFixture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Connections that take places and bring nothing; each is opened again a second after it was
 * closed. Ended by {@link #close}.
 */
final class Crowd implements AutoCloseable {
  private static final Duration AGAIN = Duration.ofSeconds(1);
  private static final Duration DRIP = Duration.ofMillis(700);
  private static final String HEAD =
      "POST /notify/"
          + MerchantFixture.NOTIFY_TOKEN
          + " HTTP/1.1\r\nHost: d\r\nContent-Length: 65536\r\n\r\n";

  private record Closed(int seat, long at) {}

  private final int port;
  private final int addresses;
  private final boolean drips;
  private final Selector selector = Selector.open();
  private final Deque<Closed> toOpen = new ArrayDeque<>();
  private final Thread thread = new Thread(this::run, "crowd");
  private volatile boolean closed;
  private volatile int opened;

  private Crowd(int port, int size, int addresses, boolean drips) throws IOException {
    this.port = port;
    this.addresses = addresses;
    this.drips = drips;
    for (int seat = 0; seat < size; seat++) {
      toOpen.add(new Closed(seat, System.nanoTime() - AGAIN.toNanos()));
    }
    thread.start();
  }

  /** From a hundred addresses, each with a body of 64 KiB that comes a byte each 0.7 s. */
  static Crowd dripping(int port, int size) throws IOException {
    return new Crowd(port, size, 100, true);
  }

  /** From one address, without a request. */
  static Crowd resting(int port, int size) throws IOException {
    return new Crowd(port, size, 1, false);
  }

  /** How often a connection was opened. */
  int opened() {
    return opened;
  }

  private void run() {
    long next = System.nanoTime() + DRIP.toNanos();
    try {
      while (!closed) {
        selector.select(this::use, 50);
        long now = System.nanoTime();
        if (drips && now >= next) {
          next = now + DRIP.toNanos();
          selector.keys().forEach(this::drip);
        }
        while (!toOpen.isEmpty() && now - toOpen.peek().at() >= AGAIN.toNanos()) {
          open(toOpen.remove().seat());
        }
      }
      for (var key : selector.keys()) {
        key.channel().close();
      }
      selector.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void open(int seat) throws IOException {
    var channel = SocketChannel.open();
    channel.configureBlocking(false);
    channel.bind(new InetSocketAddress("127.0.1." + (1 + seat % addresses), 0));
    boolean connected = channel.connect(new InetSocketAddress("127.0.0.1", port));
    var key = channel.register(selector, SelectionKey.OP_CONNECT, seat);
    opened++;
    if (connected) {
      connected(key);
    }
  }

  private void use(SelectionKey key) {
    try {
      var channel = (SocketChannel) key.channel();
      if (key.isConnectable() && channel.finishConnect()) {
        connected(key);
      } else if (key.isReadable() && channel.read(ByteBuffer.allocate(1_024)) < 0) {
        close(key);
      }
    } catch (IOException e) {
      close(key);
    }
  }

  private void connected(SelectionKey key) throws IOException {
    key.interestOps(SelectionKey.OP_READ);
    if (drips) {
      write(key, HEAD);
    }
  }

  private void drip(SelectionKey key) {
    if (key.isValid() && key.interestOps() == SelectionKey.OP_READ) {
      try {
        write(key, "x");
      } catch (IOException e) {
        close(key);
      }
    }
  }

  private static void write(SelectionKey key, String text) throws IOException {
    ((SocketChannel) key.channel())
        .write(ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII)));
  }

  private void close(SelectionKey key) {
    if (key.isValid()) {
      key.cancel();
      toOpen.add(new Closed((Integer) key.attachment(), System.nanoTime()));
      try {
        key.channel().close();
      } catch (IOException e) {
        // It is gone all the same.
      }
    }
  }

  @Override
  public void close() throws InterruptedException {
    closed = true;
    thread.join();
  }
}
