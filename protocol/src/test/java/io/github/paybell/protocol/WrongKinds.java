package io.github.paybell.protocol;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON document with one of its members spoilt, for each member and each way to spoil it. */
public final class WrongKinds {
  /** Stands for a byte that is no UTF-8. */
  public static final char NOT_UTF8 = '\uE0FF';

  /** What a value may be. */
  public enum Fits {
    TEXT,
    NUMBER,
    OBJECT,
    LIST,
    /** As good as absent, whatever the member. */
    ABSENT,
    NOTHING
  }

  /**
   * One way to spoil a member.
   *
   * @param json what stands there instead of its value
   * @param fits for which members it is not wrong at all
   */
  public record Kind(String name, String json, Fits fits) {
    @Override
    public String toString() {
      return name;
    }
  }

  /** Every way in which a value can be another than the document says. */
  public static final List<Kind> KINDS =
      List.of(
          new Kind("a number", "7", Fits.NUMBER),
          new Kind("zero", "0", Fits.NUMBER),
          new Kind("a negative number", "-1", Fits.NOTHING),
          new Kind("a fraction", "100.5", Fits.NOTHING),
          new Kind("a fraction that is whole", "100.0", Fits.NOTHING),
          new Kind("an exponent", "1e400", Fits.NOTHING),
          new Kind("more than 64 bits", "99999999999999999999", Fits.NOTHING),
          new Kind("a number of 2000 digits", "9".repeat(2000), Fits.NOTHING),
          new Kind("text", "\"X1\"", Fits.TEXT),
          new Kind("a number as text", "\"100\"", Fits.TEXT),
          new Kind("empty text", "\"\"", Fits.ABSENT),
          new Kind("null", "null", Fits.ABSENT),
          new Kind("text of 5000 characters", "\"" + "长".repeat(5000) + "\"", Fits.NOTHING),
          new Kind("a space", "\" \"", Fits.NOTHING),
          new Kind("NUL", "\"a\\u0000b\"", Fits.NOTHING),
          new Kind("NUL alone", "\"\\u0000\"", Fits.NOTHING),
          new Kind("a bare control character", "\"a\u0001b\"", Fits.NOTHING),
          new Kind("half a surrogate pair", "\"a\\ud83db\"", Fits.NOTHING),
          new Kind("a surrogate pair the wrong way round", "\"\\ude00\\ud83d\"", Fits.NOTHING),
          new Kind("bytes that are not UTF-8", "\"a" + NOT_UTF8 + "b\"", Fits.NOTHING),
          new Kind("true", "true", Fits.NOTHING),
          new Kind("an object", "{\"a\":{\"b\":[1,\"x\",null]}}", Fits.OBJECT),
          new Kind("an empty object", "{}", Fits.OBJECT),
          new Kind("a list", "[1,\"x\",null,[]]", Fits.NOTHING),
          new Kind("an empty list", "[]", Fits.LIST),
          new Kind("a list of objects", "[{\"a\":1}]", Fits.LIST),
          new Kind("lists 200 deep", "[".repeat(200) + "]".repeat(200), Fits.NOTHING),
          new Kind("objects 200 deep", "{\"a\":".repeat(200) + "1" + "}".repeat(200), Fits.OBJECT));

  private WrongKinds() {}

  /**
   * One spoilt document.
   *
   * @param member its path, as {@code amount.total}, lists without their numbers
   * @param original its value in the whole document
   * @param what how it was spoilt
   * @param doubled it stands there twice, both times as it should be
   * @param kind null: doubled or left out
   */
  public record Spoilt(
      String member, JsonNode original, String what, boolean doubled, Kind kind, byte[] text) {
    /** Whether the member is spoilt at all, for the type that it should have. */
    public boolean wrong() {
      if (doubled) {
        return true;
      }
      if (kind == null || kind.fits() == Fits.ABSENT) {
        return false;
      }
      Fits right =
          original.isString()
              ? Fits.TEXT
              : original.isNumber() ? Fits.NUMBER : original.isObject() ? Fits.OBJECT : Fits.LIST;
      return kind.fits() != right;
    }

    /** The name of the member alone. */
    public String name() {
      return member.substring(member.lastIndexOf('.') + 1);
    }

    /** Where it stands, empty at the top. */
    public String place() {
      return member.contains(".") ? member.substring(0, member.lastIndexOf('.')) : "";
    }

    @Override
    public String toString() {
      return member + ": " + what;
    }
  }

  /** The members of a document, by their paths with the numbers of lists. */
  public static List<String> members(String document) {
    List<String> paths = new ArrayList<>();
    walk(JsonMapper.shared().readTree(document), "", (path, node) -> paths.add(path));
    return paths;
  }

  /**
   * The document with something else in place of one member's value.
   *
   * @param path one of {@link #members}
   * @param json a JSON value
   */
  public static Spoilt with(String document, String path, String json) {
    JsonNode root = JsonMapper.shared().readTree(document);
    Kind kind = new Kind("a value", json, Fits.NOTHING);
    return spoilt(root, path, path.replaceAll("\\[[0-9]+]", ""), root, kind.name(), false, kind);
  }

  /** All of one document: each member, also inside of others, × each kind, doubled, left out. */
  public static List<Spoilt> of(String document) {
    JsonNode root = JsonMapper.shared().readTree(document);
    List<Spoilt> all = new ArrayList<>();
    walk(
        root,
        "",
        (path, node) -> {
          String member = path.replaceAll("\\[[0-9]+]", "");
          for (Kind kind : KINDS) {
            all.add(spoilt(root, path, member, node, kind.name(), false, kind));
          }
          all.add(spoilt(root, path, member, node, "doubled", true, null));
          all.add(spoilt(root, path, member, node, "left out", false, null));
        });
    return all;
  }

  private static Spoilt spoilt(
      JsonNode root,
      String path,
      String member,
      JsonNode node,
      String what,
      boolean doubled,
      Kind kind) {
    StringBuilder text = new StringBuilder();
    write(text, root, "", path, doubled, kind);
    return new Spoilt(member, node, what, doubled, kind, bytes(text.toString()));
  }

  private static void walk(JsonNode node, String path, BiConsumer<String, JsonNode> each) {
    if (node.isObject()) {
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String at = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
        each.accept(at, member.getValue());
        walk(member.getValue(), at, each);
      }
    } else if (node.isArray()) {
      for (int i = 0; i < node.size(); i++) {
        walk(node.get(i), path + "[" + i + "]", each);
      }
    }
  }

  private static void write(
      StringBuilder out, JsonNode node, String path, String target, boolean doubled, Kind kind) {
    if (node.isArray()) {
      out.append('[');
      for (int i = 0; i < node.size(); i++) {
        out.append(i == 0 ? "" : ",");
        write(out, node.get(i), path + "[" + i + "]", target, doubled, kind);
      }
      out.append(']');
    } else if (node.isObject()) {
      out.append('{');
      boolean first = true;
      for (Map.Entry<String, JsonNode> member : node.properties()) {
        String at = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
        boolean hit = at.equals(target);
        if (hit && kind == null && !doubled) {
          continue;
        }
        String name = (first ? "" : ",") + "\"" + member.getKey() + "\":";
        first = false;
        out.append(name);
        if (hit && kind != null) {
          out.append(kind.json());
        } else {
          write(out, member.getValue(), at, target, doubled, kind);
          if (hit) {
            out.append(",\"").append(member.getKey()).append("\":").append(member.getValue());
          }
        }
      }
      out.append('}');
    } else {
      out.append(node);
    }
  }

  /** UTF-8, but for {@link #NOT_UTF8}. */
  public static byte[] bytes(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    byte[] mark = String.valueOf(NOT_UTF8).getBytes(StandardCharsets.UTF_8);
    int to = 0;
    for (int from = 0; from < utf8.length; from++, to++) {
      boolean here =
          from + 2 < utf8.length
              && utf8[from] == mark[0]
              && utf8[from + 1] == mark[1]
              && utf8[from + 2] == mark[2];
      utf8[to] = here ? (byte) 0xff : utf8[from];
      from += here ? 2 : 0;
    }
    return java.util.Arrays.copyOf(utf8, to);
  }
}
