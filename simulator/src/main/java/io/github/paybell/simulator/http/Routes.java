package io.github.paybell.simulator.http;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who answers which path. A pattern's {@code {name}} takes one segment. Filled once, then read by
 * many threads.
 */
public final class Routes implements Handler {
  /** Answers a request whose path fits. */
  @FunctionalInterface
  public interface Routed {
    /**
     * The answer.
     *
     * @param path what stood in the places of the pattern, by name
     */
    Response handle(Request request, Map<String, String> path);
  }

  private record Route(String method, Pattern pattern, List<String> names, Routed handler) {}

  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");

  private final List<Route> routes = new ArrayList<>();
  private final Handler otherwise;
  private final Handler wrongMethod;

  /**
   * Routes that are still empty.
   *
   * @param otherwise answers a path that does not exist
   * @param wrongMethod answers a path that exists, but not with this method
   */
  public Routes(Handler otherwise, Handler wrongMethod) {
    this.otherwise = otherwise;
    this.wrongMethod = wrongMethod;
  }

  /** Adds one; the first that fits answers. */
  public Routes on(String method, String path, Routed handler) {
    List<String> names = new ArrayList<>();
    Matcher places = PLACE.matcher(path);
    StringBuilder pattern = new StringBuilder();
    int at = 0;
    while (places.find()) {
      pattern.append(Pattern.quote(path.substring(at, places.start()))).append("([^/]+)");
      names.add(places.group(1));
      at = places.end();
    }
    pattern.append(Pattern.quote(path.substring(at)));
    routes.add(new Route(method, Pattern.compile(pattern.toString()), List.copyOf(names), handler));
    return this;
  }

  @Override
  public Response handle(Request request) {
    boolean known = false;
    for (Route route : routes) {
      Matcher matcher = route.pattern().matcher(request.path());
      if (matcher.matches()) {
        if (route.method().equals(request.method())) {
          return route.handler().handle(request, places(route, matcher));
        }
        known = true;
      }
    }
    return (known ? wrongMethod : otherwise).handle(request);
  }

  private static Map<String, String> places(Route route, Matcher matcher) {
    Map<String, String> places = new TreeMap<>();
    for (int i = 0; i < route.names().size(); i++) {
      places.put(route.names().get(i), Paths.decoded(matcher.group(i + 1)));
    }
    return places;
  }
}
