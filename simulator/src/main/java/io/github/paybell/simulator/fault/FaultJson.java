package io.github.paybell.simulator.fault;

import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.UnsupportedCharsetException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Faults as JSON: {@code "duplicate"}, or {@code {"fault":"duplicate","copies":3,"ratio":0.5}}.
 * Durations are in seconds, whole or not.
 */
public final class FaultJson {
  private FaultJson() {}

  /**
   * Reads a list.
   *
   * @throws IllegalArgumentException saying what is wrong with which element
   */
  public static List<StandingFault> list(JsonNode json) {
    if (!json.isArray()) {
      throw new IllegalArgumentException(
          "faults are a list, such as [\"duplicate\"] or [{\"fault\":\"lost\",\"ratio\":0.5}]");
    }
    List<StandingFault> faults = new ArrayList<>();
    json.forEach(element -> faults.add(one(element)));
    return faults;
  }

  /**
   * Reads one.
   *
   * @throws IllegalArgumentException saying what is wrong
   */
  public static StandingFault one(JsonNode json) {
    if (json.isString()) {
      return new StandingFault(Fault.named(json.stringValue()), 1);
    }
    if (!json.isObject() || !json.path("fault").isString()) {
      throw new IllegalArgumentException(
          "a fault is a name or an object with the member \"fault\", not " + json);
    }
    Fault defaults = Fault.named(json.path("fault").stringValue());
    Members members = new Members(json);
    double ratio = members.number("ratio", 1);
    Fault fault = members.fill(defaults);
    members.requireAllRead();
    return new StandingFault(fault, ratio);
  }

  /** Writes one, with all its parameters. */
  public static ObjectNode of(StandingFault standing) {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.put("fault", standing.fault().kind().wireName());
    json.put("ratio", standing.ratio());
    Fault fault = standing.fault();
    if (fault instanceof Fault.Delayed it) {
      seconds(json, "by", it.by());
    } else if (fault instanceof Fault.Duplicate it) {
      json.put("copies", it.copies());
      seconds(json, "gap", it.gap());
    } else if (fault instanceof Fault.ParallelDuplicate it) {
      json.put("copies", it.copies());
    } else if (fault instanceof Fault.Reordered it) {
      seconds(json, "within", it.within());
    } else if (fault instanceof Fault.Replayed it) {
      seconds(json, "after", it.after());
    } else if (fault instanceof Fault.Stale it) {
      seconds(json, "by", it.by());
    } else if (fault instanceof Fault.OtherEncoding it) {
      json.put("charset", it.charset().name());
    } else if (fault instanceof Fault.Slow it) {
      seconds(json, "over", it.over());
    } else if (fault instanceof Fault.Huge it) {
      json.put("bytes", it.bytes());
    } else if (fault instanceof Fault.WrongContentType it) {
      json.put("type", it.type());
    } else if (fault instanceof Fault.GreyKeys it) {
      json.put("share", it.share());
    } else if (fault instanceof Fault.PlatformSlow it) {
      seconds(json, "by", it.by());
    }
    return json;
  }

  private static void seconds(ObjectNode json, String name, Duration duration) {
    if (duration.toMillis() % 1000 == 0) {
      json.put(name, duration.toSeconds());
    } else {
      json.put(name, duration.toMillis() / 1000.0);
    }
  }

  /** The members of one fault; remembers which have been asked for. */
  private static final class Members {
    private static final double MILLIS = 1000;

    private final JsonNode json;
    private final Set<String> left;

    Members(JsonNode json) {
      this.json = json;
      this.left = new TreeSet<>(json.propertyNames());
      left.remove("fault");
    }

    Fault fill(Fault it) {
      if (it instanceof Fault.Delayed fault) {
        return new Fault.Delayed(time("by", fault.by()));
      } else if (it instanceof Fault.Duplicate fault) {
        return new Fault.Duplicate(
            (int) number("copies", fault.copies()), time("gap", fault.gap()));
      } else if (it instanceof Fault.ParallelDuplicate fault) {
        return new Fault.ParallelDuplicate((int) number("copies", fault.copies()));
      } else if (it instanceof Fault.Reordered fault) {
        return new Fault.Reordered(time("within", fault.within()));
      } else if (it instanceof Fault.Replayed fault) {
        return new Fault.Replayed(time("after", fault.after()));
      } else if (it instanceof Fault.Stale fault) {
        return new Fault.Stale(time("by", fault.by()));
      } else if (it instanceof Fault.OtherEncoding fault) {
        return new Fault.OtherEncoding(charset(text("charset", fault.charset().name())));
      } else if (it instanceof Fault.Slow fault) {
        return new Fault.Slow(time("over", fault.over()));
      } else if (it instanceof Fault.Huge fault) {
        return new Fault.Huge((int) number("bytes", fault.bytes()));
      } else if (it instanceof Fault.WrongContentType fault) {
        return new Fault.WrongContentType(text("type", fault.type()));
      } else if (it instanceof Fault.GreyKeys fault) {
        return new Fault.GreyKeys(number("share", fault.share()));
      } else if (it instanceof Fault.PlatformSlow fault) {
        return new Fault.PlatformSlow(time("by", fault.by()));
      }
      return it;
    }

    void requireAllRead() {
      if (!left.isEmpty()) {
        throw new IllegalArgumentException(
            json.path("fault").stringValue() + " has no member " + String.join(", ", left));
      }
    }

    double number(String name, double otherwise) {
      return read(name, otherwise, (node, it) -> node.isNumber() ? node.doubleValue() : null);
    }

    Duration time(String name, Duration otherwise) {
      double seconds = number(name, otherwise.toMillis() / MILLIS);
      if (!(seconds >= 0 && seconds < 1e9)) {
        throw new IllegalArgumentException(name + " must be seconds of at least 0");
      }
      return Duration.ofMillis(Math.round(seconds * MILLIS));
    }

    String text(String name, String otherwise) {
      return read(name, otherwise, (node, it) -> node.isString() ? node.stringValue() : null);
    }

    private <T> T read(String name, T otherwise, BiFunction<JsonNode, String, @Nullable T> as) {
      left.remove(name);
      JsonNode node = json.get(name);
      if (node == null) {
        return otherwise;
      }
      T value = as.apply(node, name);
      if (value == null) {
        throw new IllegalArgumentException(
            json.path("fault").stringValue() + ": " + name + " cannot be " + node);
      }
      return value;
    }

    private static Charset charset(String name) {
      try {
        return Charset.forName(name);
      } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
        throw new IllegalArgumentException("no encoding \"" + name + "\" here", e);
      }
    }
  }
}
