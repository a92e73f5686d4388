package io.github.paybell.simulator.documents;

import io.github.paybell.simulator.platform.PlatformTime;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import tools.jackson.databind.JsonNode;

/** Bills of both interfaces, of the day on which everything else happened; and certificates. */
final class FileScenes {
  private static final List<String> KINDS = List.of("ALL", "SUCCESS", "REFUND", "RECHARGE_REFUND");
  private static final List<String> SPECIAL = List.of("ALL_SPECIAL", "SUC_SPECIAL", "REF_SPECIAL");

  private final Bench bench;
  private final V2Line v2;
  private final V3Line v3;

  FileScenes(Bench bench) {
    this.bench = bench;
    this.v2 = new V2Line(bench);
    this.v3 = new V3Line(bench);
  }

  void play() {
    LocalDate day = bench.now().atOffset(PlatformTime.OFFSET).toLocalDate();
    // Bills are there at ten o'clock of the next day.
    bench.advance(Duration.ofHours(34));
    v2Bills(day);
    v3Bills(day);
    fundFlow(day);
    certificates();
  }

  private void v2Bills(LocalDate day) {
    String date = DateTimeFormatter.BASIC_ISO_DATE.format(day);
    for (String kind : KINDS) {
      Map<String, String> fields =
          v2.fields("bill_date", date, "bill_type", kind, "sign_type", "MD5");
      see("trade bill " + kind, "trade bill summary", text(v2.bill(fields)));
    }
    Map<String, String> packed =
        v2.fields(
            "bill_date", date,
            "tar_type", "GZIP",
            "sub_appid", "wx7777777777777777",
            "sub_mch_id", "1900000118");
    see("trade bill ALL", "trade bill summary", text(unpacked(v2.bill(packed))));
  }

  private void v3Bills(LocalDate day) {
    Map<String, String> ask = new LinkedHashMap<>(Map.of("?bill_date", day.toString()));
    for (String kind : KINDS) {
      ask.put("?bill_type", kind);
      see("trade bill " + kind, "trade bill summary", text(bill("v3 tradebill", ask)));
    }
    for (String kind : SPECIAL) {
      ask.put("?bill_type", kind);
      bill("v3 tradebill", ask);
    }
    Map<String, String> packed =
        Map.of("?bill_date", day.toString(), "?tar_type", "GZIP", "?sub_mchid", V3Orders.SUB_MCHID);
    see("trade bill ALL", "trade bill summary", text(unpacked(bill("v3 tradebill", packed))));
  }

  private void fundFlow(LocalDate day) {
    Map<String, String> ask = new LinkedHashMap<>(Map.of("?bill_date", day.toString()));
    for (String nothingMoves : List.of("OPERATION", "FEES")) {
      ask.put("?account_type", nothingMoves);
      v3.fail("v3 other error", "GET", "/v3/bill/fundflowbill", ask, V3Line.json("{}"));
    }
    ask.put("?account_type", "BASIC");
    see("fund flow bill", "fund flow bill summary", text(bill("v3 fundflowbill", ask)));
    ask.put("?tar_type", "GZIP");
    see("fund flow bill", "fund flow bill summary", text(unpacked(bill("v3 fundflowbill", ask))));
  }

  private byte[] bill(String message, Map<String, String> ask) {
    JsonNode answer = v3.get(message, "/v3/bill/" + message.substring(3), ask);
    Map<String, String> around = new LinkedHashMap<>();
    String query = answer.path("download_url").stringValue().replaceFirst(".*[?]", "");
    for (String pair : query.split("&")) {
      around.put("?" + pair.replaceFirst("=.*", ""), pair.replaceFirst(".*?=", ""));
    }
    return v3.download(around);
  }

  private void certificates() {
    v3.get("v3 certificates", "/v3/certificates", Map.of());
    v3.get("v3 certificates", "/v3/certificates", Map.of("?algorithm_type", "RSA"));
    v3.get("v3 certificates", "/v3/certificates", Map.of("?algorithm_type", "ALL"));
  }

  private void see(String message, String summary, String bill) {
    List<String> lines = bill.lines().toList();
    int last = lines.size() - 1;
    for (String line : lines.subList(1, last - 1)) {
      bench.seen().see(message, Direction.ANSWER, row(lines.get(0), line));
    }
    bench.seen().see(summary, Direction.ANSWER, row(lines.get(last - 1), lines.get(last)));
  }

  /** Values by their columns: each has a backtick before it, and may have commas inside. */
  private static Map<String, String> row(String header, String line) {
    String[] names = header.split(",", -1);
    String[] values = line.substring(1).split(",`", -1);
    if (!line.startsWith("`") || names.length != values.length) {
      throw new AssertionError("not a line of " + header + ": " + line);
    }
    Map<String, String> row = new LinkedHashMap<>();
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], values[i]);
    }
    return row;
  }

  private static String text(byte[] bill) {
    return new String(bill, StandardCharsets.UTF_8);
  }

  private static byte[] unpacked(byte[] packed) {
    try {
      return new GZIPInputStream(new ByteArrayInputStream(packed)).readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
