import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Counts what a newcomer stumbles over in the main sources: {@code java house/Count.java [-v]
 * [ROOT]}.
 *
 * <p>Read as text, not compiled: a class uses another of its package if its code, without comments
 * and strings, names it. That may count a name too many, never one too few. What a sealed type
 * permits belongs to it and counts as no use.
 */
final class Count {
  private static final Pattern HOUSE_WORDS =
      Pattern.compile("\\b(nobody|somebody|whoever|anybody)\\b", Pattern.CASE_INSENSITIVE);
  private static final Pattern NOT_CODE =
      Pattern.compile(
          "(?s)/\\*.*?\\*/|//[^\\n"
              + "]*|\"\"\".*?\"\"\"|\"(?:\\\\.|[^\"\\\\\\n"
              + "])*\"|\\bpermits\\b[^{]*");
  private static final Pattern WORD = Pattern.compile("\\b[A-Z]\\w*");

  /** What is asked for most often: how many files name it, outside simulator and programs. */
  private static final Map<String, Pattern> SPECIMENS =
      new TreeMap<>(
          Map.of(
              "an account secret (merchant-private-key)", anyCase("merchant[-_]?private[-_]?key"),
              "a configuration key (allow-private-addresses)",
                  anyCase("allow[-_]?private[-_]?addresses"),
              "a field of the order (payer_total)", anyCase("payer[-_]?total")));

  private static final Pattern PRODUCT =
      Pattern.compile("(protocol|engine|settings|wechat|server|spring-boot-starter)/.*src/main/.*");
  private static final Pattern PAGE = Pattern.compile("(docs/)?[^/]*\\.md|docs/openapi.json");

  private record Source(String module, String packageName, String name, String text, int lines) {}

  public static void main(String[] arguments) throws IOException {
    var words = new ArrayList<>(List.of(arguments));
    boolean verbose = words.remove("-v");
    var root = Path.of(words.isEmpty() ? "." : words.get(0));
    var sources = read(root);
    var homonyms = homonyms(sources);
    var uses = uses(sources);
    var circles = circles(uses);
    int lines = sources.stream().mapToInt(Source::lines).sum();
    int arrows = uses.values().stream().mapToInt(Set::size).sum();
    int inCircles = circles.stream().mapToInt(List::size).sum();
    long houseWords =
        sources.stream().mapToLong(s -> HOUSE_WORDS.matcher(s.text()).results().count()).sum();
    System.out.printf("main lines                          %,7d%n", lines);
    System.out.printf("main files                          %,7d%n", sources.size());
    System.out.printf("arrows inside packages              %,7d%n", arrows);
    System.out.printf(
        "circles inside packages             %,7d (%d classes)%n", circles.size(), inCircles);
    System.out.printf("class names in several packages     %,7d%n", homonyms.size());
    System.out.printf(
        "of them within one module           %,7d%n",
        homonyms.values().stream().filter(Count::oneModule).count());
    System.out.printf("nobody, somebody, whoever, anybody  %,7d%n", houseWords);
    for (var specimen : SPECIMENS.entrySet()) {
      places(root, specimen.getKey(), specimen.getValue(), verbose);
    }
    if (verbose) {
      homonyms.forEach(
          (name, where) ->
              System.out.println(
                  "name " + name + ": " + where.stream().map(Source::packageName).toList()));
      circles.forEach(circle -> System.out.println("circle " + circle));
      for (var source : sources) {
        HOUSE_WORDS
            .matcher(source.text())
            .results()
            .forEach(
                match ->
                    System.out.println(
                        "word "
                            + source.packageName()
                            + "."
                            + source.name()
                            + ": "
                            + lineOf(source.text(), match.start())));
      }
    }
  }

  private static List<Source> read(Path root) throws IOException {
    var sources = new ArrayList<Source>();
    try (Stream<Path> files = Files.walk(root)) {
      for (var file : files.filter(f -> f.toString().endsWith(".java")).sorted().toList()) {
        var path = root.relativize(file).toString().replace('\\', '/');
        int main = path.indexOf("src/main/java/");
        if (main < 0 || path.contains("target/") || path.endsWith("package-info.java")) {
          continue;
        }
        var name = file.getFileName().toString().replace(".java", "");
        var inside = path.substring(main + "src/main/java/".length());
        var packageName = inside.substring(0, inside.lastIndexOf('/')).replace('/', '.');
        var text = Files.readString(file);
        sources.add(
            new Source(
                path.substring(0, main), packageName, name, text, (int) text.lines().count()));
      }
    }
    return sources;
  }

  private static Map<String, List<Source>> homonyms(List<Source> sources) {
    var byName = new TreeMap<String, List<Source>>();
    sources.forEach(
        source -> byName.computeIfAbsent(source.name(), n -> new ArrayList<>()).add(source));
    byName.values().removeIf(where -> where.size() < 2);
    return byName;
  }

  private static boolean oneModule(List<Source> where) {
    return where.stream().map(Source::module).distinct().count() < where.size();
  }

  private static Map<String, Set<String>> uses(List<Source> sources) {
    var inPackage = new HashMap<String, Set<String>>();
    sources.forEach(
        s ->
            inPackage
                .computeIfAbsent(s.module() + s.packageName(), p -> new HashSet<>())
                .add(s.name()));
    var uses = new TreeMap<String, Set<String>>();
    for (var source : sources) {
      var siblings = inPackage.get(source.module() + source.packageName());
      var used = new TreeSet<String>();
      WORD.matcher(NOT_CODE.matcher(source.text()).replaceAll(" "))
          .results()
          .map(match -> match.group())
          .filter(word -> siblings.contains(word) && !word.equals(source.name()))
          .forEach(word -> used.add(source.packageName() + "." + word));
      uses.put(source.packageName() + "." + source.name(), used);
    }
    return uses;
  }

  /** Sets of classes that reach each other, by Tarjan's algorithm. */
  private static List<List<String>> circles(Map<String, Set<String>> uses) {
    var found = new ArrayList<List<String>>();
    var index = new HashMap<String, Integer>();
    var low = new HashMap<String, Integer>();
    var stack = new ArrayDeque<String>();
    uses.keySet().forEach(node -> visit(node, uses, index, low, stack, found));
    return found;
  }

  private static void visit(
      String node,
      Map<String, Set<String>> uses,
      Map<String, Integer> index,
      Map<String, Integer> low,
      Deque<String> stack,
      List<List<String>> found) {
    if (index.containsKey(node)) {
      return;
    }
    index.put(node, index.size());
    low.put(node, index.get(node));
    stack.push(node);
    for (var next : uses.getOrDefault(node, Set.of())) {
      visit(next, uses, index, low, stack, found);
      if (stack.contains(next)) {
        low.merge(node, low.get(next), Math::min);
      }
    }
    if (low.get(node).equals(index.get(node))) {
      var circle = new ArrayList<String>();
      String member;
      do {
        member = stack.pop();
        circle.add(member);
      } while (!member.equals(node));
      if (circle.size() > 1) {
        found.add(circle);
      }
    }
  }

  private static Pattern anyCase(String text) {
    return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
  }

  private static void places(Path root, String what, Pattern name, boolean verbose)
      throws IOException {
    int java = 0;
    int sql = 0;
    int pages = 0;
    try (Stream<Path> files = Files.walk(root)) {
      for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
        var path = root.relativize(file).toString().replace('\\', '/');
        boolean page = PAGE.matcher(path).matches();
        boolean product = PRODUCT.matcher(path).matches() && path.matches(".*\\.(java|sql|json)");
        if (path.contains("target/")
            || !(page || product)
            || !name.matcher(Files.readString(file)).find()) {
          continue;
        }
        pages += page ? 1 : 0;
        sql += path.endsWith(".sql") ? 1 : 0;
        java += path.endsWith(".java") ? 1 : 0;
        if (verbose) {
          System.out.println("place " + what + ": " + path);
        }
      }
    }
    System.out.printf("%-44s  %d Java, %d SQL, %d pages%n", "places of " + what, java, sql, pages);
  }

  private static String lineOf(String text, int at) {
    int from = text.lastIndexOf('\n', at) + 1;
    int to = text.indexOf('\n', at);
    return text.substring(from, to < 0 ? text.length() : to).strip();
  }

  private Count() {}
}
