package io.github.paybell.server.admin;

import io.github.paybell.engine.store.Retry;
import io.github.paybell.engine.store.StoreUnavailableException;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.mvc.method.annotation.ResponseEntityExceptionHandler;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.databind.DatabindException;
import tools.jackson.databind.exc.InvalidFormatException;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.exc.UnrecognizedPropertyException;

/** Makes an RFC 9457 document of whatever went wrong. No value of a request is repeated in one. */
@RestControllerAdvice
final class Errors extends ResponseEntityExceptionHandler {
  private static final Logger log = LoggerFactory.getLogger(Errors.class);

  // The framework tells a missing member in this sentence only.
  private static final Pattern MISSING = Pattern.compile("required creator property '([^']+)'");

  private static final String NUL = " must not contain the character U+0000.";

  @ExceptionHandler
  ResponseEntity<Object> refused(AdminError error) {
    return answer(error.document());
  }

  @ExceptionHandler
  ResponseEntity<Object> storeDown(StoreUnavailableException e) {
    if (Retry.refused(e)) {
      return unexpected(e);
    }
    if (Retry.locked(e)) {
      return answer(
          AdminError.document(
              HttpStatus.SERVICE_UNAVAILABLE,
              "locked",
              "Another transaction has locked it",
              "Something else is changing the same order just now; nothing was changed. Try"
                  + " again."));
    }
    log.warn("the store is not reachable: {}", e.getMessage());
    return answer(
        AdminError.document(
            HttpStatus.SERVICE_UNAVAILABLE,
            "store-unavailable",
            "The store cannot be reached",
            "The database does not answer; nothing was changed. Try again later."));
  }

  @ExceptionHandler
  ResponseEntity<Object> unexpected(Exception e) {
    var id = UUID.randomUUID().toString().substring(0, 8);
    log.error("a call of the admin API failed, log id {}", id, e);
    var document =
        AdminError.document(
            HttpStatus.INTERNAL_SERVER_ERROR,
            "internal-error",
            "Something failed inside",
            "The call failed for a reason that is in the server's log, under the id " + id + ".");
    document.setProperty("log_id", id);
    return answer(document);
  }

  @Override
  protected ResponseEntity<Object> handleHttpMessageNotReadable(
      HttpMessageNotReadableException e,
      HttpHeaders headers,
      HttpStatusCode status,
      WebRequest request) {
    return answer(AdminError.invalid(sentence(e.getCause())).document());
  }

  @Override
  protected ResponseEntity<Object> handleTypeMismatch(
      TypeMismatchException e, HttpHeaders headers, HttpStatusCode status, WebRequest request) {
    var name =
        e instanceof MethodArgumentTypeMismatchException m ? m.getName() : e.getPropertyName();
    var type = e.getRequiredType();
    if (type == String.class && e.getValue() instanceof String) {
      return answer(AdminError.invalid(name + NUL).document());
    }
    return answer(
        AdminError.invalid(
                name + " must be " + (type == null ? "another type" : wanted(type)) + ".")
            .document());
  }

  @Override
  protected ResponseEntity<Object> handleExceptionInternal(
      Exception e,
      @Nullable Object body,
      HttpHeaders headers,
      HttpStatusCode statusCode,
      WebRequest request) {
    var status = HttpStatus.valueOf(statusCode.value());
    var detail = body instanceof ProblemDetail p && p.getDetail() != null ? p.getDetail() : "";
    var answer =
        answer(
            AdminError.document(status, AdminError.type(status), status.getReasonPhrase(), detail));
    return ResponseEntity.status(status)
        .headers(headers)
        .contentType(MediaType.APPLICATION_PROBLEM_JSON)
        .body(answer.getBody());
  }

  private static ResponseEntity<Object> answer(ProblemDetail document) {
    var answer =
        ResponseEntity.status(document.getStatus()).contentType(MediaType.APPLICATION_PROBLEM_JSON);
    if (document.getStatus() == HttpStatus.SERVICE_UNAVAILABLE.value()) {
      answer.header(HttpHeaders.RETRY_AFTER, "1");
    }
    return answer.body(document);
  }

  // The messages of the JSON library repeat values and class names; what people need is the place.
  private static String sentence(@Nullable Throwable cause) {
    if (cause instanceof UnrecognizedPropertyException unknown) {
      var known = unknown.getKnownPropertyIds();
      return path(unknown)
          + " is not a member of this request"
          + (known == null
              ? "."
              : "; known are "
                  + known.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "))
                  + ".");
    }
    if (cause instanceof InvalidFormatException format && format.getTargetType() == String.class) {
      return path(format) + NUL;
    }
    if (cause instanceof MismatchedInputException mismatch) {
      var missing = MISSING.matcher(String.valueOf(mismatch.getOriginalMessage()));
      var path = path(mismatch);
      if (missing.find()) {
        return (path.isEmpty()
                    || path.equals(missing.group(1))
                    || path.endsWith("." + missing.group(1))
                ? path.isEmpty() ? missing.group(1) : path
                : path + "." + missing.group(1))
            + " is missing.";
      }
      var type = mismatch.getTargetType();
      return (path.isEmpty() ? "The body" : path)
          + " must be "
          + (type == null ? "of another type" : wanted(type))
          + ".";
    }
    if (cause instanceof InputCoercionException) {
      return "A number is out of range: amounts are integers from 1 to 9223372036854775807.";
    }
    if (cause instanceof StreamConstraintsException) {
      return "The body is larger or nested deeper than any request of this API.";
    }
    if (cause instanceof DatabindException databind && !path(databind).isEmpty()) {
      return path(databind) + " cannot be read.";
    }
    if (cause instanceof JacksonException json) {
      var place = json.getLocation();
      return "The body is not valid JSON"
          + (place == null
              ? "."
              : " (line " + place.getLineNr() + ", column " + place.getColumnNr() + ").");
    }
    return "The body is missing or not JSON.";
  }

  private static String path(DatabindException e) {
    var path = new StringBuilder();
    for (var reference : e.getPath()) {
      if (reference.getPropertyName() == null) {
        path.append('[').append(reference.getIndex()).append(']');
      } else {
        path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
      }
    }
    return path.toString();
  }

  private static String wanted(Class<?> type) {
    if (type == long.class || type == Long.class) {
      return "a JSON integer (no string, no fraction, not null) from 1 to 9223372036854775807";
    }
    if (type == int.class || type == Integer.class) {
      return "a whole number";
    }
    if (type == boolean.class || type == Boolean.class) {
      return "true or false";
    }
    if (type == java.time.LocalDate.class) {
      return "a day such as 2026-01-05";
    }
    if (type == String.class) {
      return "a string";
    }
    if (type == java.util.UUID.class) {
      return "a UUID";
    }
    if (type == java.time.OffsetDateTime.class) {
      return "a time such as 2026-01-05T10:00:00+08:00";
    }
    return java.util.Collection.class.isAssignableFrom(type) ? "an array" : "an object";
  }
}
