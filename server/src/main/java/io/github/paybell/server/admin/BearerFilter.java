package io.github.paybell.server.admin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.springframework.core.Ordered;

/** Lets no request past without the token, but for health. Stands before every other filter. */
final class BearerFilter extends HttpFilter implements Ordered {
  private static final long serialVersionUID = 1L;

  private static final Set<String> OPEN =
      Set.of("/actuator/health", "/actuator/health/liveness", "/actuator/health/readiness");

  private static final String SCHEME = "Bearer ";

  private static final byte[] REFUSED =
      """
      {"type":"urn:paybell:problem:unauthorized","title":"The bearer token is missing or wrong",\
      "status":401,"detail":"Send the header Authorization: Bearer and the admin API's token; the\
       server's log says at start in which file it is."}\
      """
          .getBytes(StandardCharsets.UTF_8);

  private final transient BearerToken token;

  BearerFilter(BearerToken token) {
    this.token = token;
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    // As it was sent, not as the container has cleaned it: a reader after us may clean it
    // in another way.
    if (OPEN.contains(request.getRequestURI()) || authorised(request, token)) {
      chain.doFilter(request, response);
      return;
    }
    response.setStatus(HttpServletResponse.SC_UNAUTHORIZED);
    response.setHeader("WWW-Authenticate", "Bearer realm=\"paybell\"");
    response.setContentType("application/problem+json");
    response.getOutputStream().write(REFUSED);
  }

  /** Whether the caller has the token. */
  static boolean authorised(HttpServletRequest request, BearerToken token) {
    var header = request.getHeader("Authorization");
    return header != null
        && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())
        && token.matches(header.substring(SCHEME.length()).strip());
  }
}
