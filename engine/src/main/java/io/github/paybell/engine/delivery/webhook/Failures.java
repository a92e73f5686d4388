package io.github.paybell.engine.delivery.webhook;

import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/**
 * Says why there was no answer, in a sentence of our own: what libraries write may quote what the
 * other side sent.
 */
final class Failures {
  private final String host;
  private final String hostAndPort;
  private final Duration timeout;

  Failures(HttpUrl url, Duration timeout) {
    this.host = url.host();
    this.hostAndPort = url.host() + ":" + url.port();
    this.timeout = timeout;
  }

  String reason(IOException e) {
    if (e instanceof AddressRefusedException) {
      return e.getMessage() + " (" + host + ")";
    }
    if (e instanceof InterruptedIOException) {
      return "no answer from " + hostAndPort + " in " + text(timeout);
    }
    if (e instanceof UnknownHostException) {
      return "cannot resolve " + host;
    }
    if (e instanceof NoRouteToHostException || has(e, NoRouteToHostException.class)) {
      return "no route to " + hostAndPort;
    }
    if (e instanceof ConnectException) {
      return "connection refused by " + hostAndPort;
    }
    if (e instanceof SSLPeerUnverifiedException) {
      return "the certificate of " + hostAndPort + " is for another name";
    }
    if (e instanceof SSLException) {
      return has(e, CertificateException.class)
          ? "the certificate of " + hostAndPort + " is not trusted, or not valid now"
          : "TLS with " + hostAndPort + " failed";
    }
    if (e instanceof ProtocolException) {
      return hostAndPort + " answered with what is not HTTP";
    }
    if (e instanceof SocketException || has(e, EOFException.class)) {
      return hostAndPort + " cut the connection before it answered";
    }
    return "no answer from " + hostAndPort;
  }

  private static boolean has(Throwable e, Class<? extends Throwable> type) {
    for (@Nullable Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (type.isInstance(cause)) {
        return true;
      }
    }
    return false;
  }

  private static String text(Duration time) {
    return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
  }
}
