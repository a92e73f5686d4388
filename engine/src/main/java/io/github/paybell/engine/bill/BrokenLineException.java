package io.github.paybell.engine.bill;

/** One line that cannot be read. Carries no stack: a broken file has millions of them. */
final class BrokenLineException extends Exception {
  private static final long serialVersionUID = 1;

  BrokenLineException(String why) {
    super(why, null, false, false);
  }

  String why() {
    var message = getMessage();
    return message == null ? "" : message;
  }
}
