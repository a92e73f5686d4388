package io.github.paybell.protocol.v2;

/** The string to sign of a {@link FieldTable}, without the key. */
final class SigningText {
  private SigningText() {}

  /**
   * Writes {@code name=value&} of every field that is not empty, in the order of names.
   *
   * @param except the number of the field to leave out
   * @param out at least {@link #bound} bytes
   * @return the number of bytes written
   */
  static int join(FieldTable table, int except, byte[] out) {
    byte[] in = table.buffer();
    int at = 0;
    for (int i = 0; i < table.size(); i++) {
      int valueLength = table.valueLength(i);
      if (valueLength == 0 || i == except) {
        continue;
      }
      at = EightBytes.copy(in, table.nameStart(i), table.nameLength(i), out, at);
      out[at] = '=';
      at = EightBytes.copy(in, table.valueStart(i), valueLength, out, at + 1);
      out[at++] = '&';
    }
    return at;
  }

  /** More bytes than {@link #join} touches: a field is longer in XML than joined. */
  static int bound(FieldTable table) {
    return table.messageLength() + EightBytes.SLACK;
  }
}
