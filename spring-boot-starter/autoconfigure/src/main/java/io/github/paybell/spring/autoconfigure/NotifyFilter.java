package io.github.paybell.spring.autoconfigure;

import io.github.paybell.engine.inbox.ByteBudget;
import io.github.paybell.engine.inbox.MaxBody;
import io.github.paybell.engine.inbox.NotifyRequest;
import io.github.paybell.engine.inbox.Receiver;
import io.github.paybell.engine.inbox.RefusedRequest;
import io.github.paybell.engine.inbox.RefusedRequest.Reason;
import io.github.paybell.engine.inbox.Reply;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes WeChat Pay's notifications before anything else of the shop sees them, and never hands them
 * on: no login, no converter, no advice can swallow one or change its answer. Thread-safe.
 */
final class NotifyFilter implements Filter {
  private static final Logger log = LoggerFactory.getLogger(NotifyFilter.class);

  /** Of the heap, for bodies that are held at once, until their answers. */
  private static final int BODIES_PART = 8;

  private final NotifyPath path;
  private final MaxBody maxBody;
  private final Supplier<Receiver> inbox;
  private final ByteBudget bodies = ByteBudget.ofHeap(BODIES_PART);
  private final BodySweep sweep = new BodySweep();

  /**
   * @param inbox asked for at each notification
   */
  NotifyFilter(NotifyPath path, MaxBody maxBody, Supplier<Receiver> inbox) {
    this.path = path;
    this.maxBody = maxBody;
    this.inbox = inbox;
  }

  @Override
  public void init(FilterConfig config) {
    sweep.begin();
  }

  @Override
  public void destroy() {
    sweep.close();
  }

  @Override
  public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    if (request instanceof HttpServletRequest http
        && response instanceof HttpServletResponse answer) {
      var token = path.token(http);
      if (token != null) {
        take(http, answer, token);
      } else {
        chain.doFilter(request, response);
        lookAlike(http, answer);
      }
    } else {
      chain.doFilter(request, response);
    }
  }

  /** Near the endpoint, and the shop knew nothing of it either: a notify_url with a slip in it. */
  private void lookAlike(HttpServletRequest request, HttpServletResponse response) {
    if (isPost(request) && !request.isAsyncStarted() && response.getStatus() >= 300) {
      note(
          request,
          Reason.WRONG_PATH,
          null,
          request.getContentLengthLong(),
          "the shop answered " + response.getStatus());
    }
  }

  private static boolean isPost(HttpServletRequest request) {
    return request.getMethod().equals("POST");
  }

  private void take(HttpServletRequest request, HttpServletResponse response, String token)
      throws IOException {
    long length = request.getContentLengthLong();
    if (!isPost(request)) {
      response.setHeader("Allow", "POST");
      refuse(request, response, Reason.NOT_POST, token, length, request.getMethod());
    } else if (!inbox.get().knows(token)) {
      refuse(request, response, Reason.UNKNOWN_TOKEN, token, length, null);
    } else if (length > maxBody.bytes()) {
      refuse(request, response, Reason.TOO_LARGE, token, length, tooLarge());
    } else {
      read(request, response, token);
    }
  }

  private void read(HttpServletRequest request, HttpServletResponse response, String token)
      throws IOException {
    var exchange = Exchange.begin(request, response);
    var taker = new Taking(request, exchange, token);
    if (exchange.isAsync()) {
      var body = new ArrivingBody(request.getInputStream(), maxBody, bodies, taker);
      sweep.add(body);
      request.getInputStream().setReadListener(body);
      return;
    }
    var body = BodyReading.of(request, maxBody, bodies);
    if (body.status() == 0) {
      taker.whole(body.bytes(), () -> bodies.give(body.bytes().length));
    } else {
      taker.givenUp(body.status(), body.bytes().length);
    }
    exchange.await();
  }

  /** One notification on its way to the inbox. */
  private final class Taking implements ArrivingBody.Taker {
    private final HttpServletRequest request;
    private final Exchange exchange;
    private final String token;

    Taking(HttpServletRequest request, Exchange exchange, String token) {
      this.request = request;
      this.exchange = exchange;
      this.token = token;
    }

    @Override
    public void whole(byte[] body, Runnable answered) {
      Consumer<Reply> answer =
          reply -> {
            answered.run();
            exchange.answer(reply);
          };
      try {
        inbox
            .get()
            .receive(
                new NotifyRequest(token, request::getHeader, body, request.getRemoteAddr()),
                answer);
      } catch (RuntimeException e) {
        log.error("the inbox failed on a notification", e);
        answer.accept(new Reply(503, null, new byte[0]));
      }
    }

    @Override
    public void givenUp(int status, long bytes) {
      if (status == 413) {
        note(request, Reason.TOO_LARGE, token, bytes, tooLarge());
      } else if (status == 408) {
        note(request, Reason.STOOD_STILL, token, bytes, "the body stood still or took too long");
      }
      exchange.answer(new Reply(status, null, new byte[0]));
    }
  }

  private String tooLarge() {
    return "over max-body, which is " + maxBody.bytes() + " bytes";
  }

  private void refuse(
      HttpServletRequest request,
      HttpServletResponse response,
      Reason reason,
      String token,
      long bytes,
      @Nullable String detail) {
    note(request, reason, token, bytes, detail);
    // Not sendError: an error page would write a body.
    response.setStatus(reason.status());
    if (reason == Reason.TOO_LARGE) {
      response.setHeader("Connection", "close");
    }
    response.setContentLength(0);
  }

  private void note(
      HttpServletRequest request,
      Reason reason,
      @Nullable String token,
      long bytes,
      @Nullable String detail) {
    inbox
        .get()
        .refused(
            new RefusedRequest(
                reason, token, request.getRequestURI(), request.getRemoteAddr(), bytes, detail));
  }
}
