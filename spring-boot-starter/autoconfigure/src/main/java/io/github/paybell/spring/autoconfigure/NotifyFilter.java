package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.inbox.Delivery;
import io.github.paybell.engine.inbox.Inbox;
import io.github.paybell.engine.inbox.Reply;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes WeChat Pay's notifications before anything else of the shop sees them, and never hands them
 * on: no login, no converter, no advice can swallow one or change its answer. Thread-safe.
 */
final class NotifyFilter implements Filter {
  private static final Logger log = LoggerFactory.getLogger(NotifyFilter.class);

  private final NotifyPath path;
  private final Predicate<String> known;
  private final Supplier<Inbox> inbox;

  /**
   * @param known whether there is an account with that token
   * @param inbox asked for at each notification
   */
  NotifyFilter(NotifyPath path, Predicate<String> known, Supplier<Inbox> inbox) {
    this.path = path;
    this.known = known;
    this.inbox = inbox;
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer) {
      var token = path.token(http);
      if (token != null) {
        take(http, answer, token);
        return;
      }
    }
    chain.doFilter(request, response);
  }

  private void take(HttpServletRequest request, HttpServletResponse response, String token)
      throws IOException {
    if (!request.getMethod().equals("POST")) {
      response.setHeader("Allow", "POST");
      refuse(response, 405);
    } else if (!known.test(token)) {
      refuse(response, 404);
    } else if (request.getContentLengthLong() > Inbox.MAX_BODY_BYTES) {
      refuse(response, 413);
    } else {
      var body = BodyReading.of(request);
      if (body.status() == 0) {
        handIn(request, response, token, body.bytes());
      } else {
        refuse(response, body.status());
      }
    }
  }

  private void handIn(
      HttpServletRequest request, HttpServletResponse response, String token, byte[] body)
      throws IOException {
    var delivery = new Delivery(token, request::getHeader, body, request.getRemoteAddr());
    var exchange = Exchange.begin(request, response);
    try {
      inbox.get().receive(delivery, exchange::answer);
    } catch (RuntimeException e) {
      log.error("the inbox failed on a notification", e);
      exchange.answer(new Reply(503, null, new byte[0]));
    }
    exchange.await();
  }

  private static void refuse(HttpServletResponse response, int status) {
    // Not sendError: an error page would write a body.
    response.setStatus(status);
    if (status == 408 || status == 413) {
      response.setHeader("Connection", "close");
    }
    response.setContentLength(0);
  }
}
