package io.github.paybell.protocol.v2;

import java.nio.charset.StandardCharsets;

/** A known field name, in the form in which {@link FieldTable} finds it without making strings. */
final class FieldName {
  static final FieldName SIGN = new FieldName("sign");
  static final FieldName SIGN_TYPE = new FieldName("sign_type");
  static final FieldName RETURN_CODE = new FieldName("return_code");
  static final FieldName REQ_INFO = new FieldName("req_info");

  final byte[] bytes;
  final long firstPrefix;
  final long secondPrefix;

  FieldName(String name) {
    bytes = name.getBytes(StandardCharsets.US_ASCII);
    byte[] padded = new byte[bytes.length + FieldTable.SLACK];
    System.arraycopy(bytes, 0, padded, 0, bytes.length);
    firstPrefix = FieldTable.prefix(padded, 0, bytes.length);
    secondPrefix = FieldTable.prefix(padded, 8, bytes.length - 8);
  }
}
