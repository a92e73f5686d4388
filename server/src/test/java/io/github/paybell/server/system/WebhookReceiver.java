package io.github.paybell.server.system;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Somebody's endpoint for webhooks on this machine: checks each message's signature and keeps what
 * it accepted. Thread-safe.
 */
public final class WebhookReceiver implements AutoCloseable {
  static {
    // Without it each answer waits for the caller's delayed acknowledgement.
    System.setProperty("sun.net.httpserver.nodelay", "true");
  }

  public static final String SECRET = "whsec_dGhlLXNlY3JldC1vZi10aGUtdGVzdHMtMDAwMDAwMDE=";

  private static final long LATE_MILLIS = 300;
  private static final int MOST_REFUSALS = 2;
  private static final byte[] KEY = Base64.getDecoder().decode(SECRET.substring(6));

  /** How it takes what comes. */
  public enum Manner {
    GOOD,
    /** Answers after 300 ms. */
    LATE,
    /** Answers 500 to the first message about each event, then takes it. */
    MOODY,
    /** Answers 500 to the first, the third … request, but never three times to one event. */
    EVERY_OTHER
  }

  /** A message as it came. */
  public record Told(String id, byte[] body) {
    public String text() {
      return new String(body, StandardCharsets.UTF_8);
    }
  }

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final ScheduledExecutorService later = Executors.newSingleThreadScheduledExecutor();
  private final Manner manner;
  private final Map<String, Integer> refused = new HashMap<>();
  private final Map<String, List<byte[]>> accepted = new LinkedHashMap<>();
  private final List<String> complaints = new ArrayList<>();
  private int requests;
  private int turns;

  private WebhookReceiver(HttpServer server, Manner manner) {
    this.server = server;
    this.manner = manner;
  }

  /**
   * Opens one.
   *
   * @param port 0 takes a free one
   */
  public static WebhookReceiver open(int port, Manner manner) {
    try {
      var server =
          HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 128);
      var receiver = new WebhookReceiver(server, manner);
      server.createContext("/", receiver::take);
      server.setExecutor(receiver.threads);
      server.start();
      return receiver;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/paybell";
  }

  private void take(HttpExchange exchange) throws IOException {
    var headers = exchange.getRequestHeaders();
    var id = headers.getFirst("webhook-id");
    var body = exchange.getRequestBody().readAllBytes();
    boolean genuine =
        genuine(
            id, headers.getFirst("webhook-timestamp"), headers.getFirst("webhook-signature"), body);
    int status = noted(id, genuine, body);
    if (manner == Manner.LATE) {
      later.schedule(() -> answer(exchange, status), LATE_MILLIS, TimeUnit.MILLISECONDS);
    } else {
      answer(exchange, status);
    }
  }

  private synchronized int noted(String id, boolean genuine, byte[] body) {
    requests++;
    notifyAll();
    if (!genuine) {
      complaints.add("the signature of " + id + " is wrong");
      return 401;
    }
    if (manner == Manner.MOODY && refused.merge(id, 1, Integer::sum) == 1) {
      return 500;
    }
    if (manner == Manner.EVERY_OTHER
        && turns++ % 2 == 0
        && refused.merge(id, 1, Integer::sum) <= MOST_REFUSALS) {
      return 500;
    }
    accepted.computeIfAbsent(id, any -> new ArrayList<>()).add(body);
    return 204;
  }

  private static void answer(HttpExchange exchange, int status) {
    try (exchange) {
      exchange.sendResponseHeaders(status, -1);
    } catch (IOException e) {
      // The caller was killed, or waits no longer.
    }
  }

  private static boolean genuine(String id, String timestamp, String signatures, byte[] body) {
    if (id == null || timestamp == null || signatures == null) {
      return false;
    }
    try {
      var mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(KEY, "HmacSHA256"));
      mac.update((id + "." + timestamp + ".").getBytes(StandardCharsets.UTF_8));
      var expected = "v1," + Base64.getEncoder().encodeToString(mac.doFinal(body));
      for (var signature : signatures.split(" ", -1)) {
        if (MessageDigest.isEqual(
            signature.getBytes(StandardCharsets.UTF_8),
            expected.getBytes(StandardCharsets.UTF_8))) {
          return true;
        }
      }
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The ids of all that it accepted. */
  public synchronized Set<String> ids() {
    return Set.copyOf(accepted.keySet());
  }

  /** Each event that it accepted, with what came for it each time. */
  public synchronized Map<String, List<byte[]>> accepted() {
    var copy = new LinkedHashMap<String, List<byte[]>>();
    accepted.forEach((id, bodies) -> copy.put(id, List.copyOf(bodies)));
    return copy;
  }

  /** The first copy of each event that it accepted, in the order of their coming. */
  public synchronized List<Told> told() {
    return accepted.entrySet().stream()
        .map(e -> new Told(e.getKey(), e.getValue().get(0)))
        .toList();
  }

  /** What it had to refuse. */
  public synchronized List<String> complaints() {
    return List.copyOf(complaints);
  }

  public synchronized int requests() {
    return requests;
  }

  /**
   * Waits until something is so; looks whenever something comes, and four times a second.
   *
   * @return false: it was not so in time
   */
  public synchronized boolean await(BooleanSupplier condition, long seconds) {
    long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
    try {
      while (!condition.getAsBoolean()) {
        if (System.nanoTime() > end) {
          return false;
        }
        wait(250);
      }
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
    later.shutdownNow();
  }
}
