package io.github.paybell.simulator.load;

/**
 * How much, how fast.
 *
 * @param count how many notifications, 1 to 100 000: they are all kept in memory, and a v3
 *     signature is good for five minutes only
 * @param connections how many at a time, 1 to 1 000
 * @param rate notifications per second, 1 to 1 000 000; 0: as fast as answers come
 */
public record LoadPlan(int count, int connections, int rate) {
  private static final int MOST = 100_000;
  private static final int MOST_CONNECTIONS = 1_000;
  private static final int FASTEST = 1_000_000;

  public LoadPlan {
    require("count", count, 1, MOST);
    require("connections", connections, 1, MOST_CONNECTIONS);
    require("rate", rate, 0, FASTEST);
  }

  private static void require(String name, int value, int least, int most) {
    if (value < least || value > most) {
      throw new IllegalArgumentException(name + " is " + least + " to " + most + ", was " + value);
    }
  }
}
