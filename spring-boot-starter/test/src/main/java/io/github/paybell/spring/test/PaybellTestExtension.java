package io.github.paybell.spring.test;

import io.github.paybell.simulator.Simulator;
import java.lang.reflect.Method;
import java.util.Set;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Empties WeChat Pay and Paybell's record before each test, and gives tests what they ask for. */
final class PaybellTestExtension implements BeforeEachCallback, ParameterResolver {
  private static final Set<Class<?>> GIVEN =
      Set.of(Simulator.class, PaybellClock.class, Notifications.class);

  @Override
  public void beforeEach(ExtensionContext context) {
    Forgetting.everything(application(context));
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    // What is annotated, and what a constructor takes, is Spring's.
    return GIVEN.contains(parameter.getParameter().getType())
        && parameter.getDeclaringExecutable() instanceof Method
        && !parameter.isAnnotated(Autowired.class);
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return application(context).getBean(parameter.getParameter().getType());
  }

  private static ApplicationContext application(ExtensionContext context) {
    return SpringExtension.getApplicationContext(context);
  }
}
