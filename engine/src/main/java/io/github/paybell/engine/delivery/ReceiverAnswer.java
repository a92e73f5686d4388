package io.github.paybell.engine.delivery;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Where an attempt went and what was answered. The answer is a stranger's text: it is shown to
 * people and never logged (SILENT_SECRETS).
 *
 * @param address the resolved address; null: not known
 * @param answer at most 1 KiB of it, without control characters; null: there was none
 */
record ReceiverAnswer(@Nullable String address, @Nullable String answer) {
  static final ReceiverAnswer NOTHING = new ReceiverAnswer(null, null);

  private static final int MOST_ANSWER = 1_024;
  private static final int MOST_ADDRESS = 64;

  static ReceiverAnswer of(@Nullable String address, byte @Nullable [] answer) {
    return new ReceiverAnswer(
        address == null || address.length() <= MOST_ADDRESS
            ? address
            : address.substring(0, MOST_ADDRESS),
        answer == null || answer.length == 0 ? null : text(answer));
  }

  /** Bytes that are no UTF-8 become replacement characters. */
  private static String text(byte[] answer) {
    var text = new String(answer, 0, Math.min(answer.length, MOST_ANSWER), StandardCharsets.UTF_8);
    return text.codePoints()
        .map(c -> Character.isISOControl(c) && c != '\n' && c != '\t' ? ' ' : c)
        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
        .toString();
  }

  /** Says nothing of the answer. */
  @Override
  public String toString() {
    return "Heard[" + address + "]";
  }
}
