package io.github.paybell.simulator.node;

import io.github.paybell.protocol.Need;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * Node.js with one package. Packages come from whichever registry the machine's npm is set up for
 * and stay in {@code target/node}, so only the first run after a clean build needs it.
 */
public final class Node {
  private static final Path BASE = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
  private static final Path SCRIPTS = BASE.resolve("src/test/node");
  private static final Path PACKAGES = BASE.resolve("target/node");
  private static final Duration INSTALLING = Duration.ofMinutes(2);
  private static final int OLDEST = 18;

  /** Why a package cannot be had; the registry is not asked for it again. */
  private static final Map<String, String> MISSING = new ConcurrentHashMap<>();

  private final Path node;
  private final Path modules;

  private Node(Path node, Path modules) {
    this.node = node;
    this.modules = modules;
  }

  /**
   * Node.js with a package in exactly this version.
   *
   * @throws TestAbortedException with the reason, if this machine cannot have it and need not
   */
  public static Node with(String name, String version) {
    Path node = OnPath.find("node").orElseGet(() -> Need.NODE.missing("no node on PATH"));
    int major = major(node);
    if (major < OLDEST) {
      Need.NODE.missing(
          "node on PATH is version " + major + "; the scripts need " + OLDEST + " or newer");
    }
    Path folder = PACKAGES.resolve(name + "-" + version);
    if (!Files.isDirectory(folder)) {
      Path npm = OnPath.find("npm").orElseGet(() -> Need.NODE.missing("no npm on PATH"));
      install(npm, name + "@" + version, folder);
    }
    return new Node(node, folder.resolve("node_modules"));
  }

  private static int major(Path node) {
    String version =
        Ended.of(new ProcessBuilder(node.toString(), "--version"), Duration.ofSeconds(30)).output();
    Matcher matcher = Pattern.compile("v(\\d+)\\..*").matcher(version.strip());
    return matcher.matches() ? Integer.parseInt(matcher.group(1)) : 0;
  }

  /** Beside its place first, so that what is broken off does not look as if it were there. */
  private static void install(Path npm, String what, Path folder) {
    if (MISSING.containsKey(what)) {
      Need.NODE.missing(MISSING.get(what));
    }
    try {
      Files.createDirectories(PACKAGES);
      Path unfinished = Files.createTempDirectory(PACKAGES, "unfinished-");
      // Without a package.json of its own, npm would look for one in the folders above.
      Files.writeString(unfinished.resolve("package.json"), "{\"private\":true}\n");
      Ended ended =
          Ended.of(
              new ProcessBuilder(
                  npm.toString(),
                  "install",
                  "--prefix",
                  unfinished.toString(),
                  "--no-package-lock",
                  "--no-save",
                  "--no-audit",
                  "--no-fund",
                  "--ignore-scripts",
                  "--legacy-peer-deps",
                  "--fetch-retries=1",
                  "--fetch-retry-mintimeout=1000",
                  "--fetch-timeout=30000",
                  what),
              INSTALLING);
      if (ended.status() != 0) {
        String why = ended.errors().lines().limit(3).collect(Collectors.joining("; "));
        MISSING.put(what, "npm cannot install " + what + " here: " + why);
        Need.NODE.missing(MISSING.get(what));
      }
      Files.move(unfinished, folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * Runs a script of {@code src/test/node} to its end.
   *
   * @param patience after which it is stopped
   * @return what it saw
   * @throws AssertionError if it fails, with what it said
   */
  public Seen run(Duration patience, String script, Object... arguments) {
    List<String> command =
        new ArrayList<>(List.of(node.toString(), SCRIPTS.resolve(script).toString()));
    Stream.of(arguments).map(Object::toString).forEach(command::add);
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().put("NODE_PATH", modules.toString());
    // The simulator is on this machine; a proxy of the machine must not come in between.
    builder
        .environment()
        .keySet()
        .removeIf(name -> name.toLowerCase(Locale.ROOT).endsWith("_proxy"));
    Ended ended = Ended.of(builder, patience);
    if (ended.status() != 0) {
      throw new AssertionError(
          script + " ended with " + ended.status() + "\n" + ended.errors() + ended.output());
    }
    return Seen.of(ended.output());
  }

  /**
   * How a process ended.
   *
   * @param status of its exit; -1 if it was stopped because it took too long
   */
  private record Ended(int status, String output, String errors) {
    static Ended of(ProcessBuilder builder, Duration patience) {
      try {
        Path output = Files.createTempFile("node", ".out");
        Path errors = Files.createTempFile("node", ".err");
        try {
          Process process =
              builder.redirectOutput(output.toFile()).redirectError(errors.toFile()).start();
          process.getOutputStream().close();
          boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
          if (!ended) {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
          }
          return new Ended(
              ended ? process.exitValue() : -1, Files.readString(output), Files.readString(errors));
        } finally {
          Files.delete(output);
          Files.delete(errors);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException(e);
      }
    }
  }
}
