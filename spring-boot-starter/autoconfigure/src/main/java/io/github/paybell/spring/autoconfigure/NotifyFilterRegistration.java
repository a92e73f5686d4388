package io.github.paybell.spring.autoconfigure;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.core.Ordered;
import org.springframework.core.PriorityOrdered;

/**
 * Registers the notify filter before all others: also before those that claim the highest
 * precedence for themselves.
 */
final class NotifyFilterRegistration extends FilterRegistrationBean<NotifyFilter>
    implements PriorityOrdered {
  private static final Logger log = LoggerFactory.getLogger(NotifyFilterRegistration.class);

  NotifyFilterRegistration(NotifyFilter filter, String path) {
    super(filter);
    setName("paybellNotifyFilter");
    setOrder(Ordered.HIGHEST_PRECEDENCE);
    setAsyncSupported(true);
    setDispatcherTypes(DispatcherType.REQUEST);
    addUrlPatterns(path + "/*");
  }

  @Override
  @SuppressWarnings(
      "NullAway") // null, as the superclass returns it where the filter is there already
  protected FilterRegistration.Dynamic addRegistration(String description, ServletContext context) {
    var before = new TreeSet<>(context.getFilterRegistrations().keySet());
    if (!before.isEmpty()) {
      log.warn(
          "filters {} were registered before Paybell's: if one of them reads the body or refuses"
              + " strangers, notifications are lost; let them leave out {}",
          before,
          getUrlPatterns());
    }
    return super.addRegistration(description, context);
  }

  @Override
  public String toString() {
    return getFilterName() + " urls=" + getUrlPatterns() + " order=" + getOrder();
  }
}
