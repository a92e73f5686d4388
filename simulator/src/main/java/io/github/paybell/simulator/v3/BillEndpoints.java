package io.github.paybell.simulator.v3;

import io.github.paybell.simulator.bill.Bills;
import io.github.paybell.simulator.bill.TradeBillType;
import io.github.paybell.simulator.http.Response;
import io.github.paybell.simulator.platform.Platform;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import tools.jackson.databind.node.ObjectNode;

/** Gives out bills in two steps: first where they are and their hash, then the file (账单). */
final class BillEndpoints {
  // Clients replace the official host by that of the simulator, and gopay wants ".com" in it once.
  private static final String DOWNLOAD =
      "https://api.mch.weixin.qq.com/v3/billdownload/file?token=";
  private static final int TOKEN_LENGTH = 64;

  private final Platform platform;
  private final Bills bills;
  private final V3ResponseWriter answers;
  private final Downloads downloads = new Downloads();
  private final AtomicLong number = new AtomicLong();

  BillEndpoints(Platform platform, Bills bills, V3ResponseWriter answers) {
    this.platform = platform;
    this.bills = bills;
    this.answers = answers;
  }

  Response trade(V3Call call) {
    V3RequestMembers query = call.query();
    LocalDate day = day(query);
    TradeBillType type = type(query);
    boolean zipped = query.oneOfIf("tar_type", "GZIP") != null;
    call.subMchidIf(query);
    requireReady(day);
    return ready(call, bills.trade(call.caller().mchid(), day, type), zipped);
  }

  Response fundFlow(V3Call call) {
    V3RequestMembers query = call.query();
    LocalDate day = day(query);
    String account = query.oneOfIf("account_type", "BASIC", "OPERATION", "FEES");
    boolean zipped = query.oneOfIf("tar_type", "GZIP") != null;
    requireReady(day);
    Bills.Account of = account == null ? Bills.Account.BASIC : Bills.Account.valueOf(account);
    return ready(call, bills.fundFlow(call.caller().mchid(), day, of), zipped);
  }

  Response download(V3Call call) {
    V3RequestMembers query = call.query();
    String token = query.text("token", 256);
    String type = query.textIf("tartype", 1, 16);
    Downloads.File file = downloads.find(token, now());
    if (file == null) {
      throw V3Failure.of(400, "INVALID_REQUEST", "下载令牌无效或已过期")
          .noting("The token is unknown or older than 5 minutes of simulated time.");
    }
    if (!file.mchid().equals(call.caller().mchid())) {
      throw V3Failure.of(403, "NO_AUTH", "无权限下载该账单")
          .noting("The token was given to merchant " + file.mchid() + ".");
    }
    boolean zipped = type != null && type.toLowerCase(Locale.ROOT).equals("gzip");
    return answers.file(zipped ? Bills.gzip(file.content()) : file.content());
  }

  private Response ready(V3Call call, Optional<byte[]> bill, boolean zipped) {
    byte[] file = bill.orElseThrow(() -> V3Failure.of(400, "NO_STATEMENT_EXIST", "请求的账单文件不存在"));
    String token =
        platform.dice().alphanumeric(TOKEN_LENGTH, "bill token", number.incrementAndGet());
    downloads.keep(token, call.caller().mchid(), file, now());
    ObjectNode body = Json.object();
    body.put("hash_type", "SHA1")
        .put("hash_value", sha1(file))
        .put("download_url", DOWNLOAD + token + (zipped ? "&tartype=gzip" : ""));
    return answers.ok(call, body);
  }

  private void requireReady(LocalDate day) {
    if (!bills.ready(day)) {
      throw V3Failure.of(400, "STATEMENT_CREATING", "账单生成中，请稍后再试")
          .noting(
              "The bill of "
                  + day
                  + " is there at "
                  + platform.rules().billReadyAt()
                  + " of the next day, simulated time in Beijing.");
    }
  }

  private static LocalDate day(V3RequestMembers query) {
    String text = query.text("bill_date", 10);
    try {
      return LocalDate.parse(text);
    } catch (DateTimeException e) {
      throw query.wrong("bill_date", "must be a day as 2026-01-31", "账单日期格式不正确，应为yyyy-MM-dd");
    }
  }

  private static TradeBillType type(V3RequestMembers query) {
    String type =
        query.oneOfIf(
            "bill_type",
            "ALL",
            "SUCCESS",
            "REFUND",
            "RECHARGE_REFUND",
            "ALL_SPECIAL",
            "SUC_SPECIAL",
            "REF_SPECIAL");
    if (type == null) {
      return TradeBillType.ALL;
    }
    // The special ones have other columns for products that are not simulated.
    return switch (type) {
      case "ALL_SPECIAL" -> TradeBillType.ALL;
      case "SUC_SPECIAL" -> TradeBillType.SUCCESS;
      case "REF_SPECIAL" -> TradeBillType.REFUND;
      default -> TradeBillType.valueOf(type);
    };
  }

  private Instant now() {
    return platform.clock().now();
  }

  private static String sha1(byte[] file) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(file));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("This Java runtime has no SHA-1", e);
    }
  }
}
