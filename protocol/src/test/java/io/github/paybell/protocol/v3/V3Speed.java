package io.github.paybell.protocol.v3;

import com.wechat.pay.java.core.notification.NotificationConfig;
import com.wechat.pay.java.core.notification.NotificationParser;
import com.wechat.pay.java.core.notification.RSAPublicKeyNotificationConfig;
import com.wechat.pay.java.core.notification.RequestParam;
import com.wechat.pay.java.service.payments.model.Transaction;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.security.KeyFactory;
import java.security.Provider;
import java.security.PublicKey;
import java.security.Signature;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * A measurement by hand, not a test: CPU time of one thread, the candidates in turn round after
 * round, medians. Run it alone, with {@code -XX:+UseTransparentHugePages}; arguments are rounds and
 * operations a round.
 */
final class V3Speed {

  private static final Sample SAMPLE = Sample.named("09-pubkey-mode-app");
  private static int sink;

  private V3Speed() {}

  private interface Work {
    int once() throws Exception;
  }

  public static void main(String[] args) throws Exception {
    int rounds = args.length > 0 ? Integer.parseInt(args[0]) : 25;
    int operations = args.length > 1 ? Integer.parseInt(args[1]) : 4000;
    Map<String, Work> candidates = new LinkedHashMap<>();
    for (Provider provider : providers()) {
      String name = provider == null ? "JDK" : provider.getName();
      candidates.put("bare RSA verify, " + name, bare(provider));
      candidates.put("read, " + name, read(provider));
    }
    candidates.put("wechatpay-java", official());
    candidates.put("Jackson: tokens, strings, Base64, no repeats", jackson());
    candidates.put("ours: typed records of envelope + plaintext", ours());
    candidates.put("AES-GCM", aes());
    Map<String, List<Double>> times = new LinkedHashMap<>();
    for (int round = 0; round < rounds + 5; round++) {
      for (Map.Entry<String, Work> it : candidates.entrySet()) {
        double micros = micros(it.getValue(), operations);
        if (round >= 5) {
          times.computeIfAbsent(it.getKey(), name -> new ArrayList<>()).add(micros);
        }
      }
    }
    System.out.println(
        System.getProperty("java.vm.version") + ", best: " + new V3Notifications().rsaProvider());
    times.forEach(
        (name, list) -> {
          double[] sorted = list.stream().mapToDouble(Double::doubleValue).sorted().toArray();
          System.out.printf(
              "%-48s median %7.2f us  min %7.2f us%n", name, sorted[sorted.length / 2], sorted[0]);
        });
    System.out.println(sink);
  }

  private static double micros(Work work, int operations) throws Exception {
    var threads = ManagementFactory.getThreadMXBean();
    long start = threads.getCurrentThreadCpuTime();
    for (int i = 0; i < operations; i++) {
      sink += work.once();
    }
    return (threads.getCurrentThreadCpuTime() - start) / 1000.0 / operations;
  }

  private static List<Provider> providers() throws Exception {
    List<Provider> providers = new ArrayList<>();
    providers.add(null);
    for (String name :
        List.of(
            "com.amazon.corretto.crypto.provider.AmazonCorrettoCryptoProvider",
            "org.conscrypt.OpenSSLProvider")) {
      try {
        providers.add(
            Class.forName(name).asSubclass(Provider.class).getDeclaredConstructor().newInstance());
      } catch (ClassNotFoundException absent) {
        System.out.println("absent: " + name);
      }
    }
    return providers;
  }

  private static Work read(Provider provider) {
    V3Notifications notifications = new V3Notifications(provider);
    V3Headers headers = SAMPLE.headers();
    byte[] body = SAMPLE.body();
    return () -> {
      V3Result it = notifications.read(headers, body, Sample.KEYS, SAMPLE.verifyAt());
      return ((V3Result.Payment) it).transaction().outTradeNo().length();
    };
  }

  private static Work bare(Provider provider) throws Exception {
    V3Headers headers = SAMPLE.headers();
    byte[] message =
        (headers.timestamp()
                + "\n"
                + headers.nonce()
                + "\n"
                + new String(SAMPLE.body(), StandardCharsets.UTF_8)
                + "\n")
            .getBytes(StandardCharsets.UTF_8);
    byte[] signed = Base64.getDecoder().decode(headers.signature());
    PublicKey key = Sample.KEYS.platformKey(headers.serial());
    Signature signature =
        provider == null
            ? Signature.getInstance("SHA256withRSA")
            : Signature.getInstance("SHA256withRSA", provider);
    signature.initVerify(
        provider == null
            ? key
            : (PublicKey) KeyFactory.getInstance("RSA", provider).translateKey(key));
    return () -> {
      signature.update(message);
      return signature.verify(signed) ? 1 : 0;
    };
  }

  private static Work official() {
    V3Headers headers = SAMPLE.headers();
    NotificationConfig config =
        new RSAPublicKeyNotificationConfig.Builder()
            .publicKey(Sample.text("keys/wechatpay_pubkey_mode_public_key.pem"))
            .publicKeyId(headers.serial())
            .apiV3Key(Sample.MANIFEST.get("apiv3_key").asString())
            .build();
    NotificationParser parser = new NotificationParser(config);
    byte[] bytes = SAMPLE.body();
    return () ->
        parser
            .parse(
                new RequestParam.Builder()
                    .serialNumber(headers.serial())
                    .nonce(headers.nonce())
                    .signature(headers.signature())
                    .timestamp(headers.timestamp())
                    .body(new String(bytes, StandardCharsets.UTF_8))
                    .build(),
                Transaction.class)
            .getOutTradeNo()
            .length();
  }

  private static Work jackson() {
    JsonFactory factory =
        JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    byte[][] texts = {SAMPLE.body(), SAMPLE.plaintext()};
    return () -> {
      int length = 0;
      for (byte[] text : texts) {
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
          while (parser.nextToken() != null) {
            if (parser.currentToken() == JsonToken.VALUE_STRING) {
              length +=
                  parser.currentName().equals("ciphertext")
                      ? parser.getBinaryValue().length
                      : parser.getString().length();
            }
          }
        }
      }
      return length;
    };
  }

  private static Work ours() {
    JsonReader json = new JsonReader();
    byte[] body = SAMPLE.body();
    byte[] plaintext = SAMPLE.plaintext();
    return () -> {
      json.open(body, body.length);
      V3Envelope envelope = EnvelopeReader.read(json).envelope();
      json.open(plaintext, plaintext.length);
      return PaymentReader.read(envelope, json) instanceof V3Result.Payment ? 1 : 0;
    };
  }

  private static Work aes() throws Exception {
    JsonReader json = new JsonReader();
    byte[] body = SAMPLE.body();
    json.open(body, body.length);
    EnvelopeReader.Resource resource = EnvelopeReader.read(json).resource();
    ResourceCipher cipher = new ResourceCipher();
    return () ->
        cipher.decrypt(
                Sample.API_V3_KEY, resource.nonce, resource.associatedData, resource.ciphertext)
            .length;
  }
}
