package io.github.paybell.spring.autoconfigure;

import io.github.paybell.spring.OtherNotification;
import io.github.paybell.spring.PaymentListener;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;
import org.springframework.aop.framework.autoproxy.AutoProxyUtils;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.util.ClassUtils;

/** Which listeners want messages of other products: those that say what to do with them. */
final class Overriding {
  private Overriding() {}

  static boolean takesOthers(PaymentListener listener) {
    return takesOthers(AopProxyUtils.ultimateTargetClass(listener));
  }

  /** Whether one of the beans may, before any of them is made. */
  static boolean mayTakeOthers(ConfigurableListableBeanFactory beans) {
    for (var name : beans.getBeanNamesForType(PaymentListener.class, true, false)) {
      var type = AutoProxyUtils.determineTargetClass(beans, name);
      if (isUnsure(type) || takesOthers(type)) {
        return true;
      }
    }
    return false;
  }

  // A bean method that returns the interface hides what it makes.
  private static boolean isUnsure(@Nullable Class<?> type) {
    return type == null || type.isInterface();
  }

  private static boolean takesOthers(@Nullable Class<?> type) {
    return type != null
        && ClassUtils.getMethod(type, "otherNotification", OtherNotification.class)
                .getDeclaringClass()
            != PaymentListener.class;
  }
}
