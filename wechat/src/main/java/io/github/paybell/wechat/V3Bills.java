package io.github.paybell.wechat;

import io.github.paybell.engine.calls.WechatPay.Done;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PushbackInputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;

/**
 * The trade bill of a day (交易账单), in two steps: a signed answer that says where it is and what its
 * hash is, then the file, which is not signed. Memory does not grow with the bill.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4013071209">trade bill</a>
 */
final class V3Bills {
  private static final int CHUNK = 1 << 16;

  private V3Bills() {}

  /**
   * @throws UncheckedIOException if the target cannot be written
   */
  static Done trade(V3Client client, LocalDate day, Path target) {
    V3Members bill =
        client.get("/v3/bill/tradebill?bill_date=" + day + "&bill_type=ALL&tar_type=GZIP");
    if (!bill.text("hash_type").equals("SHA1")) {
      throw new V3UnprovedException("the bill has a kind of hash that is not checked here");
    }
    String expected = bill.text("hash_value");
    boolean proved = false;
    try (InputStream file = client.download(bill.text("download_url"));
        OutputStream kept = open(target)) {
      proved = hash(new Kept(file, kept)).equalsIgnoreCase(expected);
    } catch (IOException e) {
      throw new V3BrokenException(e);
    } finally {
      if (!proved) {
        delete(target);
      }
    }
    if (!proved) {
      throw new V3UnprovedException("the bill does not agree with its hash");
    }
    return Done.DONE;
  }

  /** SHA-1 of the text, which is what WeChat Pay's hash is of, whether it comes compressed. */
  private static String hash(Kept file) throws IOException {
    PushbackInputStream raw = new PushbackInputStream(file, 2);
    MessageDigest sha1 = sha1();
    byte[] chunk = new byte[CHUNK];
    try {
      InputStream text = zipped(raw) ? new GZIPInputStream(raw, CHUNK) : raw;
      for (int read = text.read(chunk); read >= 0; read = text.read(chunk)) {
        sha1.update(chunk, 0, read);
      }
    } catch (ZipException | EOFException e) {
      throw new V3UnprovedException("the bill is damaged: it does not decompress");
    }
    return HexFormat.of().formatHex(sha1.digest());
  }

  private static boolean zipped(PushbackInputStream raw) throws IOException {
    byte[] start = raw.readNBytes(2);
    raw.unread(start);
    return start.length == 2 && start[0] == (byte) 0x1f && start[1] == (byte) 0x8b;
  }

  private static OutputStream open(Path target) {
    try {
      return Files.newOutputStream(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void delete(Path target) {
    try {
      Files.deleteIfExists(target);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-1", e);
    }
  }

  /** Writes down what is read. */
  private static final class Kept extends FilterInputStream {
    private final OutputStream kept;

    Kept(InputStream file, OutputStream kept) {
      super(file);
      this.kept = kept;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] chunk, int from, int length) throws IOException {
      int read = super.read(chunk, from, length);
      if (read > 0) {
        write(chunk, from, read);
      }
      return read;
    }

    @Override
    public long skip(long bytes) throws IOException {
      // What is skipped would be missing in the file.
      return readNBytes((int) Math.min(bytes, CHUNK)).length;
    }

    private void write(byte[] chunk, int from, int length) {
      try {
        kept.write(chunk, from, length);
      } catch (IOException e) {
        // A full disk is ours, and no word about WeChat Pay.
        throw new UncheckedIOException(e);
      }
    }
  }
}
