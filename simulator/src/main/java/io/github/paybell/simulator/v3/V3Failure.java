package io.github.paybell.simulator.v3;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A request that is answered with an error. */
final class V3Failure extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final int status;
  private final String code;
  private final long internalCode;
  private final transient @Nullable ObjectNode detail;
  private final String note;

  private V3Failure(
      int status,
      String code,
      String message,
      long internalCode,
      @Nullable ObjectNode detail,
      String note) {
    super(message);
    this.status = status;
    this.code = code;
    this.internalCode = internalCode;
    this.detail = detail;
    this.note = note;
  }

  /** An error without further detail; the internal code is that of an illegal parameter. */
  static V3Failure of(int status, String code, String message) {
    return new V3Failure(status, code, message, InternalCode.ILLEGAL_PARAMETER, null, "");
  }

  V3Failure internally(long other) {
    return new V3Failure(status, code, message(), other, detail, note);
  }

  V3Failure with(ObjectNode other) {
    return new V3Failure(status, code, message(), internalCode, other, note);
  }

  /** With a text for the watcher, who may know more than the merchant. */
  V3Failure noting(String text) {
    return new V3Failure(status, code, message(), internalCode, detail, text);
  }

  int status() {
    return status;
  }

  String code() {
    return code;
  }

  String message() {
    String message = getMessage();
    return message == null ? "" : message;
  }

  /** The number at the end of {@code Request-ID}. */
  long internalCode() {
    return internalCode;
  }

  @Nullable ObjectNode detail() {
    return detail;
  }

  String note() {
    return note.isEmpty() ? code + ": " + message() : note;
  }
}
