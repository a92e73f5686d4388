package io.github.paybell.server.admin;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpFilter;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.security.Principal;

/**
 * Names the caller who has the token, so that health, which is open to all, shows its details to
 * those.
 */
final class HealthReader extends HttpFilter {
  private static final long serialVersionUID = 1L;

  private final transient BearerToken token;

  HealthReader(BearerToken token) {
    this.token = token;
  }

  @Override
  protected void doFilter(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws IOException, ServletException {
    chain.doFilter(BearerFilter.authorised(request, token) ? named(request) : request, response);
  }

  private static HttpServletRequest named(HttpServletRequest request) {
    return new HttpServletRequestWrapper(request) {
      @Override
      public Principal getUserPrincipal() {
        return () -> Caller.ADMIN;
      }
    };
  }
}
