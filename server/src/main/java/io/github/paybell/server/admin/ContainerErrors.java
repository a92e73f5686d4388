package io.github.paybell.server.admin;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ErrorReportValve;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.http.HttpStatus;

/**
 * What the container refuses before a controller sees it (a path that cannot be read, TRACE) is an
 * RFC 9457 document too, and not a page.
 */
final class ContainerErrors
    implements WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> {
  private static final Logger log = LoggerFactory.getLogger(ContainerErrors.class);

  // Inside of the framework's valve, which then finds nothing left to report.
  @Override
  public void customize(ConfigurableTomcatWebServerFactory factory) {
    factory.addContextCustomizers(
        context -> context.getParent().getPipeline().addValve(new Report()));
  }

  private static final class Report extends ErrorReportValve {
    @Override
    protected void report(Request request, Response response, @Nullable Throwable failure) {
      var status = HttpStatus.resolve(response.getStatus());
      if (status == null
          || !status.isError()
          || response.getContentWritten() > 0
          || !response.setErrorReported()) {
        return;
      }
      if (failure != null) {
        log.error("the container failed on a call of the admin API", failure);
      }
      // Nothing of the request is repeated, so nothing needs escaping.
      var document =
          "{\"type\":\"urn:paybell:problem:%s\",\"title\":\"%s\",\"status\":%d}"
              .formatted(AdminError.type(status), status.getReasonPhrase(), status.value());
      try {
        response.setContentType("application/problem+json");
        response.getOutputStream().write(document.getBytes(StandardCharsets.US_ASCII));
        response.finishResponse();
      } catch (IOException | IllegalStateException e) {
        log.debug("the client has gone", e);
      }
    }
  }
}
