package io.github.paybell.engine.bill;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * One side of a join, spread over files by the hash of its keys, in the order in which it came. A
 * file is open only while a full buffer is written to it. Not thread-safe.
 */
final class Spool {
  private static final int BUFFER = 32 * 1024;

  private final Path folder;
  private final String name;
  private final byte[] @Nullable [] buffers;
  private final int[] filled;
  private final boolean[] spilled;

  Spool(Path folder, String name, int partitions) {
    this.folder = folder;
    this.name = name;
    buffers = new byte[partitions][];
    filled = new int[partitions];
    spilled = new boolean[partitions];
  }

  void add(String key, SpoolRecord entry) throws IOException {
    int partition = partition(key);
    byte[] buffer = buffers[partition];
    if (buffer == null) {
      buffer = new byte[BUFFER];
      buffers[partition] = buffer;
    }
    if (filled[partition] + entry.length() > BUFFER) {
      spill(partition, buffer);
    }
    System.arraycopy(entry.bytes(), 0, buffer, filled[partition], entry.length());
    filled[partition] += entry.length();
  }

  private int partition(String key) {
    // Numbers that count up differ in their last digits only: mix before taking the remainder.
    int hash = key.hashCode() * 0x9E3779B9;
    return Math.floorMod(hash ^ (hash >>> 16), buffers.length);
  }

  private void spill(int partition, byte[] buffer) throws IOException {
    try (var file =
        FileChannel.open(
            file(partition),
            StandardOpenOption.CREATE,
            StandardOpenOption.WRITE,
            StandardOpenOption.APPEND)) {
      var bytes = ByteBuffer.wrap(buffer, 0, filled[partition]);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
    }
    filled[partition] = 0;
    spilled[partition] = true;
  }

  /** Takes one entry; must read it to its end. */
  interface Entry {
    void take(SpoolReader entry) throws IOException;
  }

  /** Reads one partition in the order in which it was written. */
  void each(int partition, Entry entry) throws IOException {
    if (spilled[partition]) {
      try (var in = Files.newInputStream(file(partition))) {
        each(in, entry);
      }
    }
    byte[] rest = buffers[partition];
    if (rest != null) {
      each(new ByteArrayInputStream(rest, 0, filled[partition]), entry);
    }
  }

  private static void each(InputStream in, Entry entry) throws IOException {
    var reader = new SpoolReader(in);
    while (reader.hasNext()) {
      entry.take(reader);
    }
  }

  /** Gives a partition that has been joined back. */
  void forget(int partition) throws IOException {
    buffers[partition] = null;
    filled[partition] = 0;
    if (spilled[partition]) {
      Files.deleteIfExists(file(partition));
      spilled[partition] = false;
    }
  }

  private Path file(int partition) {
    return folder.resolve(name + '-' + partition);
  }
}
