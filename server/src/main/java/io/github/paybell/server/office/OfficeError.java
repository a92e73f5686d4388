package io.github.paybell.server.office;

import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;

/** A call that is refused: becomes an RFC 9457 document. The sentence is for people. */
final class OfficeError extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient ProblemDetail document;

  private OfficeError(HttpStatus status, String type, String title, String detail) {
    super(detail, null, false, false);
    this.document = document(status, type, title, detail);
  }

  /**
   * Makes a document.
   *
   * @param type the stable last part of {@code urn:paybell:problem:…}
   */
  static ProblemDetail document(HttpStatus status, String type, String title, String detail) {
    var document = ProblemDetail.forStatusAndDetail(status, detail);
    document.setType(java.net.URI.create("urn:paybell:problem:" + type));
    document.setTitle(title);
    return document;
  }

  static OfficeError invalid(String detail) {
    return new OfficeError(
        HttpStatus.BAD_REQUEST, "invalid-request", "The request cannot be understood", detail);
  }

  static OfficeError unknown(String what, String name) {
    return new OfficeError(
        HttpStatus.NOT_FOUND,
        "unknown-" + what,
        "No such " + what,
        "There is no " + what + " " + name + ".");
  }

  static OfficeError conflict(String type, String title, String detail) {
    return new OfficeError(HttpStatus.CONFLICT, type, title, detail);
  }

  /** Adds a member to the document. */
  OfficeError with(String member, Object value) {
    document.setProperty(member, value);
    return this;
  }

  ProblemDetail document() {
    return document;
  }
}
