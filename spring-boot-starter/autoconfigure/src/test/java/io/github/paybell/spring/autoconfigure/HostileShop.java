package io.github.paybell.spring.autoconfigure;

import jakarta.servlet.Filter;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.http.converter.autoconfigure.HttpMessageConvertersAutoConfiguration;
import org.springframework.boot.security.autoconfigure.SecurityAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.SecurityFilterAutoConfiguration;
import org.springframework.boot.security.autoconfigure.web.servlet.ServletWebSecurityAutoConfiguration;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.MethodParameter;
import org.springframework.core.Ordered;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.server.ServerHttpRequest;
import org.springframework.http.server.ServerHttpResponse;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.servlet.mvc.method.annotation.ResponseBodyAdvice;

/**
 * A shop with everything that ever swallowed a notification: each filter claims to be the first.
 */
@Configuration(proxyBeanMethods = false)
@Import(JdbcShop.class)
@ImportAutoConfiguration({
  WebMvcAutoConfiguration.class,
  HttpMessageConvertersAutoConfiguration.class,
  SecurityAutoConfiguration.class,
  ServletWebSecurityAutoConfiguration.class,
  SecurityFilterAutoConfiguration.class
})
class HostileShop {
  /** The bodies that the shop's own filter has read. */
  static final List<String> LOGGED = new CopyOnWriteArrayList<>();

  private static FilterRegistrationBean<Filter> first(String name, Filter filter) {
    var registration = new FilterRegistrationBean<>(filter);
    registration.setName(name);
    registration.setOrder(Ordered.HIGHEST_PRECEDENCE);
    return registration;
  }

  @Bean
  FilterRegistrationBean<Filter> aBodyLogger() {
    return first(
        "aBodyLogger",
        (request, response, chain) -> {
          var body = request.getInputStream().readAllBytes();
          LOGGED.add(new String(body, StandardCharsets.UTF_8));
          chain.doFilter(request, response);
        });
  }

  @Bean
  FilterRegistrationBean<Filter> aXssFilter() {
    return first(
        "aXssFilter",
        (request, response, chain) ->
            chain.doFilter(new Escaped((HttpServletRequest) request), response));
  }

  @Bean
  FilterRegistrationBean<Filter> aLogin() {
    return first(
        "aLogin",
        (request, response, chain) -> {
          if (((HttpServletRequest) request).getHeader("X-Logged-In") == null) {
            ((HttpServletResponse) response).sendRedirect("/login");
          } else {
            chain.doFilter(request, response);
          }
        });
  }

  @Bean
  SecurityFilterChain denyAll(HttpSecurity http) throws Exception {
    return http.authorizeHttpRequests(all -> all.anyRequest().denyAll()).build();
  }

  /** The form of body that comes out of an XSS filter. */
  private static final class Escaped extends HttpServletRequestWrapper {
    Escaped(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() {
      var in = new ByteArrayInputStream("&lt;xml&gt;".getBytes(StandardCharsets.UTF_8));
      return new ServletInputStream() {
        @Override
        public boolean isFinished() {
          return in.available() == 0;
        }

        @Override
        public boolean isReady() {
          return true;
        }

        @Override
        public void setReadListener(ReadListener listener) {}

        @Override
        public int read() {
          return in.read();
        }
      };
    }
  }

  /** Every answer in the shop's own envelope, and every error as one more success. */
  @RestControllerAdvice
  static final class Advice implements ResponseBodyAdvice<Object> {
    @Override
    public boolean supports(
        MethodParameter type, Class<? extends HttpMessageConverter<?>> converter) {
      return true;
    }

    @Override
    public Object beforeBodyWrite(
        Object body,
        MethodParameter type,
        MediaType media,
        Class<? extends HttpMessageConverter<?>> converter,
        ServerHttpRequest request,
        ServerHttpResponse response) {
      return Map.of("code", 200, "data", String.valueOf(body));
    }

    @ExceptionHandler(Exception.class)
    Map<String, Object> allIsWell() {
      return Map.of("code", 200);
    }
  }

  /** A controller that would take the notification. */
  @RestController
  static final class TakesAll {
    @PostMapping("/**")
    String take(@RequestBody String body) {
      return "taken";
    }
  }
}
