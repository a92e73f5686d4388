package io.github.paybell.benchmarks.cluster;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/** A database of several nodes on this machine, set up and empty. Ended by {@link #close}. */
interface Cluster extends AutoCloseable {
  /** The engine and its version. */
  String title();

  /** What the server's {@code store.url} is; it names all nodes. */
  String url();

  String user();

  /**
   * Lets another node take the writes, cleanly; returns when the cluster says that it is done.
   *
   * @return what was done, in words
   */
  String change() throws IOException, SQLException, InterruptedException;

  /** Those that must hold every row in the end. */
  List<Node> holders();

  /** What had to be set beyond what the engine's manual sets for such a cluster. */
  List<String> settings();

  @Override
  void close() throws InterruptedException;
}
