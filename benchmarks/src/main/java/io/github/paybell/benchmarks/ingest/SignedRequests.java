package io.github.paybell.benchmarks.ingest;

import io.github.paybell.benchmarks.MerchantFixture;
import io.github.paybell.benchmarks.V2SampleNotification;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * One signed notification for each seeded order, kept as a template and one short record per order:
 * what differs is the order number, the transaction and the signature, always of the same length.
 * So millions of requests fit into the page cache and the client has nothing to compute.
 *
 * @param patches where a record's parts go: {@code template offset:record offset:length, …}
 */
record SignedRequests(Path template, Path records, int recordSize, String patches, long count) {
  private static final HexFormat HEX = HexFormat.of().withUpperCase();
  private static final int SIGN_LENGTH = 32;

  static SignedRequests write(Path scratch, long count) throws IOException {
    String order = MerchantFixture.outTradeNo(0);
    String transaction = MerchantFixture.transactionId(0);
    var message = V2SampleNotification.paid(order, transaction, V2SampleNotification.Algorithm.MD5);
    String sign = message.xml().replaceAll("(?s).*<sign><!\\[CDATA\\[(\\w+)]].*", "$1");
    String request =
        """
        POST /notify/%s HTTP/1.1\r
        Host: 127.0.0.1\r
        User-Agent: Mozilla/4.0\r
        Accept: */*\r
        Connection: Keep-Alive\r
        Pragma: no-cache\r
        Content-Type: text/xml\r
        Content-Length: %d\r
        \r
        %s"""
            .formatted(MerchantFixture.NOTIFY_TOKEN, message.bytes().length, message.xml());
    Path template = scratch.resolve("request");
    Files.writeString(template, request);
    String patches =
        "%d:0:%d,%d:%d:%d,%d:%d:%d"
            .formatted(
                request.indexOf(order),
                order.length(),
                request.indexOf(transaction),
                order.length(),
                transaction.length(),
                request.indexOf(sign),
                order.length() + transaction.length(),
                SIGN_LENGTH);
    Path records = scratch.resolve("records");
    writeRecords(records, count, message.stringToSign(), order, transaction);
    return new SignedRequests(
        template, records, order.length() + transaction.length() + SIGN_LENGTH, patches, count);
  }

  private static void writeRecords(
      Path file, long count, String stringToSign, String order, String transaction)
      throws IOException {
    byte[] signed = stringToSign.getBytes(StandardCharsets.US_ASCII);
    int orderAt = stringToSign.indexOf(order);
    int transactionAt = stringToSign.indexOf(transaction);
    var md5 = md5();
    try (var out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 20)) {
      for (long n = 0; n < count; n++) {
        byte[] outTradeNo = ascii(MerchantFixture.outTradeNo(n));
        byte[] transactionId = ascii(MerchantFixture.transactionId(n));
        System.arraycopy(outTradeNo, 0, signed, orderAt, outTradeNo.length);
        System.arraycopy(transactionId, 0, signed, transactionAt, transactionId.length);
        out.write(outTradeNo);
        out.write(transactionId);
        out.write(ascii(HEX.formatHex(md5.digest(signed))));
      }
    }
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }

  private static MessageDigest md5() {
    try {
      return MessageDigest.getInstance("MD5");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
