package io.github.paybell.wechat;

import com.wechat.pay.java.core.exception.HttpException;
import com.wechat.pay.java.core.exception.MalformedMessageException;
import com.wechat.pay.java.core.exception.ServiceException;
import com.wechat.pay.java.core.exception.ValidationException;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.Answer.Doubt;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * What came of a v3 call, as one table. Nothing of a request or of a body gets into an answer but
 * WeChat Pay's code and its message; the SDK's own exception texts hold both and are dropped here
 * (SILENT_SECRETS).
 *
 * <table>
 *   <caption>outcomes</caption>
 *   <tr><td>2xx, proved, readable</td><td>Given</td></tr>
 *   <tr><td>2xx, unsigned, wrongly signed, a probe, too old</td><td>Unknown UNPROVED</td></tr>
 *   <tr><td>2xx, proved, not readable; not JSON; too long</td><td>Unknown UNREADABLE</td></tr>
 *   <tr><td>3xx; 4xx that is not WeChat Pay's</td><td>Unknown UNREADABLE</td></tr>
 *   <tr><td>429 or a frequency limit with a code</td><td>Unknown LIMITED</td></tr>
 *   <tr><td>4xx with a code of unknown outcome; 429; 5xx</td><td>Unknown PLATFORM</td></tr>
 *   <tr><td>any other 4xx of WeChat Pay</td><td>Refused</td></tr>
 *   <tr><td>no whole answer in time</td><td>Unknown TIMEOUT</td></tr>
 *   <tr><td>no connection, or it broke</td><td>Unknown UNREACHABLE</td></tr>
 * </table>
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v3/merchant/4012068829">error codes</a>
 */
final class V3Outcomes {
  private static final int TOO_MANY_REQUESTS = 429;
  private static final int MESSAGE = 256;

  /**
   * Codes that leave the outcome open whatever status they come with, without underscores: they
   * live in two spellings.
   */
  private static final Set<String> NOBODY_KNOWS =
      Set.of("SYSTEMERROR", "BANKERROR", "SERVICEUNAVAILABLE", "BIZERRNEEDRETRY", "USERPAYING");

  /** Codes that ask for fewer calls, likewise. */
  private static final Set<String> LIMITS =
      Set.of("RATELIMITEXCEEDED", "RATELIMITED", "FREQUENCYLIMITED", "FREQUENCYLIMIT");

  private V3Outcomes() {}

  /**
   * Makes a call and says what came of it; what it throws is part of the table.
   *
   * @throws UncheckedIOException if a file of ours cannot be written
   */
  static <T> Answer<T> of(Supplier<T> call) {
    try {
      return new Answer.Given<>(call.get());
    } catch (ServiceException e) {
      return error(e.getHttpStatusCode(), e.getErrorCode(), e.getErrorMessage());
    } catch (V3UnprovedException e) {
      return new Answer.Unknown<>(Doubt.UNPROVED, String.valueOf(e.getMessage()));
    } catch (ValidationException e) {
      return new Answer.Unknown<>(Doubt.UNPROVED, "the answer's signature is wrong");
    } catch (HttpException e) {
      return broken(e.getCause());
    } catch (V3BrokenException e) {
      return broken(e.getCause());
    } catch (V3UnreadableException e) {
      return new Answer.Unknown<>(Doubt.UNREADABLE, String.valueOf(e.getMessage()));
    } catch (MalformedMessageException e) {
      return new Answer.Unknown<>(Doubt.UNREADABLE, "the answer is not JSON");
    } catch (UncheckedIOException e) {
      // The caller's own file.
      throw e;
    } catch (RuntimeException e) {
      // The SDK on an answer without Content-Type, for one; or a value that cannot be what it says.
      return new Answer.Unknown<>(Doubt.UNREADABLE, "the answer could not be read");
    }
  }

  /**
   * An answer other than 2xx.
   *
   * @param code WeChat Pay's, null if the answer has none
   */
  static <T> Answer<T> error(int status, @Nullable String code, @Nullable String message) {
    String plain = code == null ? "" : code.replace("_", "").toUpperCase(Locale.ROOT);
    var said = code == null ? null : new Answer.Said(shown(code), shown(message));
    if (status < 500 && code != null && (status == TOO_MANY_REQUESTS || LIMITS.contains(plain))) {
      return new Answer.Unknown<>(Doubt.LIMITED, "HTTP " + status + " " + shown(code), said);
    }
    if (status >= 500 || status == TOO_MANY_REQUESTS || NOBODY_KNOWS.contains(plain)) {
      return new Answer.Unknown<>(
          Doubt.PLATFORM, "HTTP " + status + (code == null ? "" : " " + shown(code)), said);
    }
    if (status < 400 || code == null) {
      return new Answer.Unknown<>(
          Doubt.UNREADABLE,
          "HTTP " + status + " and no error of WeChat Pay's: is a proxy between?");
    }
    return new Answer.Refused<>(shown(code), shown(message));
  }

  /** A connection that gave no whole answer. */
  static <T> Answer<T> broken(@Nullable Throwable cause) {
    if (cause instanceof InterruptedIOException) {
      return new Answer.Unknown<>(Doubt.TIMEOUT, "no whole answer in time");
    }
    return new Answer.Unknown<>(
        Doubt.UNREACHABLE,
        cause instanceof SSLException ? "TLS failed" : "no connection, or it broke");
  }

  private static String shown(@Nullable String text) {
    String oneLine = text == null ? "" : text.replaceAll("\\p{Cntrl}", " ");
    return oneLine.length() > MESSAGE ? oneLine.substring(0, MESSAGE) + "…" : oneLine;
  }
}
