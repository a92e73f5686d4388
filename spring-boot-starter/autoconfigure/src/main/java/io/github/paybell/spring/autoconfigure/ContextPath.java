package io.github.paybell.spring.autoconfigure;

import org.springframework.context.ApplicationContext;
import org.springframework.util.ClassUtils;
import org.springframework.web.context.WebApplicationContext;

/** Under which path the shop's web application stands. */
final class ContextPath {
  private static final boolean SERVLET =
      ClassUtils.isPresent(
              "org.springframework.web.context.WebApplicationContext",
              ContextPath.class.getClassLoader())
          && ClassUtils.isPresent(
              "jakarta.servlet.ServletContext", ContextPath.class.getClassLoader());

  private ContextPath() {}

  /**
   * With a slash at its beginning and none at its end; empty: at the root, or no web application.
   */
  static String of(ApplicationContext context) {
    return SERVLET ? InServlet.of(context) : "";
  }

  /** Loaded only where its types are. */
  private static final class InServlet {
    private InServlet() {}

    static String of(ApplicationContext context) {
      if (context instanceof WebApplicationContext web) {
        var servlets = web.getServletContext();
        if (servlets != null) {
          return servlets.getContextPath();
        }
      }
      return "";
    }
  }
}
