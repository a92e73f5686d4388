package io.github.paybell.simulator.http;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** What happens, as server-sent events, to every page that watches. Thread-safe. */
public final class Live {
  private final List<Consumer<String>> watchers = new CopyOnWriteArrayList<>();

  /**
   * Tells everybody who watches.
   *
   * @param event name of the event
   * @param json its data, on one line
   */
  public void publish(String event, String json) {
    if (!watchers.isEmpty()) {
      String text = "event: " + event + "\ndata: " + json.replace("\n", " ") + "\n\n";
      watchers.forEach(watcher -> watcher.accept(text));
    }
  }

  void add(Consumer<String> watcher) {
    watchers.add(watcher);
  }

  void remove(Consumer<String> watcher) {
    watchers.remove(watcher);
  }
}
