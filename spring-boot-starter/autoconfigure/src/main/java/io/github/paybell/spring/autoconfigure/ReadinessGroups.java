package io.github.paybell.spring.autoconfigure;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.health.actuate.endpoint.AdditionalHealthEndpointPath;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroup;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroups;
import org.springframework.boot.health.actuate.endpoint.HealthEndpointGroupsPostProcessor;
import org.springframework.boot.health.actuate.endpoint.HttpCodeStatusMapper;
import org.springframework.boot.health.actuate.endpoint.StatusAggregator;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/**
 * Puts Paybell into the readiness group, where there is one and its members are not configured: a
 * shop that cannot store a notification should not be sent any. Never into the liveness group: a
 * restart mends no database.
 */
final class ReadinessGroups implements HealthEndpointGroupsPostProcessor, Ordered {
  private static final String READINESS = "readiness";

  private final boolean decided;

  ReadinessGroups(Environment environment) {
    var group = "management.endpoint.health.group.readiness.";
    decided =
        environment.containsProperty(group + "include")
            || environment.containsProperty(group + "include[0]");
  }

  @Override
  public HealthEndpointGroups postProcessHealthEndpointGroups(HealthEndpointGroups groups) {
    var readiness = groups.get(READINESS);
    if (decided || readiness == null) {
      return groups;
    }
    Map<String, HealthEndpointGroup> all = new LinkedHashMap<>();
    for (var name : groups.getNames()) {
      var group = groups.get(name);
      if (group != null) {
        all.put(name, group);
      }
    }
    all.put(READINESS, new WithPaybell(readiness));
    return HealthEndpointGroups.of(groups.getPrimary(), all);
  }

  // After Spring Boot's own, which makes the group.
  @Override
  public int getOrder() {
    return LOWEST_PRECEDENCE;
  }

  private record WithPaybell(HealthEndpointGroup group) implements HealthEndpointGroup {
    @Override
    public boolean isMember(String name) {
      return name.equals("paybellStore") || group.isMember(name);
    }

    @Override
    public boolean showComponents(SecurityContext security) {
      return group.showComponents(security);
    }

    @Override
    public boolean showDetails(SecurityContext security) {
      return group.showDetails(security);
    }

    @Override
    public StatusAggregator getStatusAggregator() {
      return group.getStatusAggregator();
    }

    @Override
    public HttpCodeStatusMapper getHttpCodeStatusMapper() {
      return group.getHttpCodeStatusMapper();
    }

    @Override
    public @Nullable AdditionalHealthEndpointPath getAdditionalPath() {
      return group.getAdditionalPath();
    }
  }
}
