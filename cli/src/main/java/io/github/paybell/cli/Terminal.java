package io.github.paybell.cli;

/** Whether a person looks on. */
final class Terminal {
  private Terminal() {}

  @SuppressWarnings("SystemConsoleNull") // told apart below
  static boolean isThere() {
    var console = System.console();
    if (console == null) {
      return false;
    }
    try {
      // From JDK 22 on there is a console even without a terminal, and this method that says so.
      return (boolean) java.io.Console.class.getMethod("isTerminal").invoke(console);
    } catch (ReflectiveOperationException e) {
      return true;
    }
  }
}
