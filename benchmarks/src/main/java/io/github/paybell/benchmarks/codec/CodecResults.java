package io.github.paybell.benchmarks.codec;

import io.github.paybell.benchmarks.report.MarkdownTable;
import io.github.paybell.benchmarks.report.Spread;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The samples of all JDKs, and the tables made of them. Not thread-safe. */
final class CodecResults {
  /** A candidate as it came from a measuring JVM. */
  private record Key(String group, String name, String bare) {}

  private record Samples(List<Double> nanos, List<Double> bytes) {
    Samples() {
      this(new ArrayList<>(), new ArrayList<>());
    }
  }

  private final Map<Key, Map<String, Samples>> samples = new LinkedHashMap<>();

  /** Takes one line that {@link CodecRounds} printed. */
  void add(String jdk, String line) {
    String[] parts = line.split("\t", -1);
    var of =
        samples
            .computeIfAbsent(new Key(parts[0], parts[1], parts[2]), key -> new LinkedHashMap<>())
            .computeIfAbsent(jdk, key -> new Samples());
    of.nanos().add(Double.parseDouble(parts[3]));
    of.bytes().add(Double.parseDouble(parts[4]));
  }

  /** One table per group, each with three columns per JDK. */
  String tables(List<String> jdks) {
    var text = new StringBuilder();
    for (String group : samples.keySet().stream().map(Key::group).distinct().toList()) {
      text.append(table(group, jdks)).append('\n');
    }
    return text.toString();
  }

  private MarkdownTable table(String group, List<String> jdks) {
    var head = new ArrayList<>(List.of(group));
    for (String jdk : jdks) {
      head.addAll(List.of("JDK " + jdk + " µs", "× bare", "B/op"));
    }
    var table = new MarkdownTable(head.toArray(new String[0]));
    for (var key : samples.keySet()) {
      if (key.group().equals(group)) {
        var row = new ArrayList<>(List.of(key.name()));
        for (String jdk : jdks) {
          row.add(Spread.of(nanos(key, jdk).stream().map(n -> n / 1000).toList()).withRange(2));
          row.add(timesBare(key, jdk).withRange(2));
          row.add(Spread.of(bytes(key, jdk)).plain(0));
        }
        table.row(row.toArray(new String[0]));
      }
    }
    return table;
  }

  /** How many times as fast as a peer each of ours is, by medians. */
  String peers(List<String> jdks) {
    var head = new ArrayList<>(List.of("times as fast"));
    jdks.forEach(jdk -> head.add("JDK " + jdk));
    var table = new MarkdownTable(head.toArray(new String[0]));
    for (var ours : samples.keySet()) {
      for (var peer : samples.keySet()) {
        if (ours.name().startsWith("Paybell")
            && !peer.name().startsWith("Paybell")
            && !peer.name().equals(peer.bare())
            && ours.group().equals(peer.group())) {
          var row =
              new ArrayList<>(List.of(ours.group() + ": " + ours.name() + " over " + peer.name()));
          for (String jdk : jdks) {
            double ratio =
                Spread.of(nanos(peer, jdk)).median() / Spread.of(nanos(ours, jdk)).median();
            row.add(Spread.number(ratio, 1));
          }
          table.row(row.toArray(new String[0]));
        }
      }
    }
    return table.toString();
  }

  /** Round by round beside the bare operation of the same round, where there is one. */
  private Spread timesBare(Key key, String jdk) {
    var own = nanos(key, jdk);
    var bare = nanos(new Key(key.group(), key.bare(), key.bare()), jdk);
    var ratios = new ArrayList<Double>();
    for (int i = 0; i < Math.min(own.size(), bare.size()); i++) {
      ratios.add(own.get(i) / bare.get(i));
    }
    return Spread.of(ratios);
  }

  private List<Double> nanos(Key key, String jdk) {
    return samples.getOrDefault(key, Map.of()).getOrDefault(jdk, new Samples()).nanos();
  }

  private List<Double> bytes(Key key, String jdk) {
    return samples.getOrDefault(key, Map.of()).getOrDefault(jdk, new Samples()).bytes();
  }
}
