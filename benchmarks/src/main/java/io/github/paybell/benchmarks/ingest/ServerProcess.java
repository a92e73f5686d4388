package io.github.paybell.benchmarks.ingest;

import java.io.File;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A server under load: a JVM of its own on this class path. Ended by {@link #close}. */
public final class ServerProcess implements AutoCloseable {
  /** The same for every server: those of the {@code paybell} launcher, with a larger heap. */
  static final List<String> JVM_OPTIONS =
      List.of("-Xms1g", "-Xmx1g", "-Xss512k", "-XX:+UseSerialGC", "-XX:+UseTransparentHugePages");

  private final Process process;
  private final int port;
  private final Path log;

  private ServerProcess(Process process, int port, Path log) {
    this.process = process;
    this.port = port;
    this.log = log;
  }

  /**
   * Starts a main class and waits until its port answers.
   *
   * @param jdk the home of the JDK that runs it
   */
  public static ServerProcess start(
      Path jdk, String name, int port, Path scratch, String mainClass, List<String> arguments)
      throws IOException, InterruptedException {
    return start(jdk, absoluteClassPath(), name, port, scratch, mainClass, arguments);
  }

  /** The same with another class path. */
  static ServerProcess start(
      Path jdk,
      String classPath,
      String name,
      int port,
      Path scratch,
      String mainClass,
      List<String> arguments)
      throws IOException, InterruptedException {
    var command = new ArrayList<String>();
    command.add(jdk.resolve("bin/java").toString());
    command.addAll(JVM_OPTIONS);
    command.add("-cp");
    command.add(classPath);
    command.add(mainClass);
    command.addAll(arguments);
    Path log = scratch.resolve(name + ".log");
    var process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    var server = new ServerProcess(process, port, log);
    server.awaitPort();
    return server;
  }

  public int port() {
    return port;
  }

  /** For signals. */
  public ProcessHandle handle() {
    return process.toHandle();
  }

  double cpuSeconds() {
    return CpuUse.ofProcess(process.pid());
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor();
  }

  /** Ends it by a signal, and waits. */
  public void stop(String signal) throws IOException, InterruptedException {
    Signals.send(process.toHandle(), signal);
    process.waitFor();
  }

  /** It stands still for so long, then goes on. */
  public void freeze(Duration length) throws IOException, InterruptedException {
    Signals.freeze(List.of(process.toHandle()), length);
  }

  private void awaitPort() throws IOException, InterruptedException {
    long deadline = System.nanoTime() + Duration.ofSeconds(90).toNanos();
    while (true) {
      try (var socket = new Socket()) {
        socket.connect(new InetSocketAddress("127.0.0.1", port), 200);
        return;
      } catch (IOException e) {
        if (!process.isAlive() || System.nanoTime() > deadline) {
          process.destroy();
          throw new IOException("the server did not start:\n" + Files.readString(log), e);
        }
        Thread.sleep(100);
      }
    }
  }

  private static String absoluteClassPath() {
    var entries = System.getProperty("java.class.path", "").split(File.pathSeparator);
    var absolute = new ArrayList<String>();
    for (String entry : entries) {
      absolute.add(Path.of(entry).toAbsolutePath().toString());
    }
    return String.join(File.pathSeparator, absolute);
  }
}
