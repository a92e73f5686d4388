package io.github.paybell.cli;

import java.util.concurrent.CountDownLatch;

/** Keeps a command running until Ctrl-C, SIGTERM or an interrupt. */
final class Running {
  private Running() {}

  /**
   * Waits, and closes what runs in the end.
   *
   * @return the exit status
   */
  static int untilStopped(String name, Runnable close) {
    Thread hook = new Thread(close, name + "-stop");
    Runtime.getRuntime().addShutdownHook(hook);
    try {
      // Ctrl-C and SIGTERM end the process through the hook; nothing else does.
      new CountDownLatch(1).await();
    } catch (InterruptedException e) {
      // An interrupt comes from a larger program that wants this to end.
      Runtime.getRuntime().removeShutdownHook(hook);
      close.run();
    }
    return 0;
  }
}
