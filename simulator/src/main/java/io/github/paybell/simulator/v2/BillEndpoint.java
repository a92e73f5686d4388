package io.github.paybell.simulator.v2;

import io.github.paybell.simulator.bill.Bills;
import io.github.paybell.simulator.bill.TradeBillType;
import io.github.paybell.simulator.http.Response;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * 下载交易账单: text or gzip, neither XML nor signed; a failure is XML even then, and has its own codes.
 */
final class BillEndpoint {
  private static final String PARAMETERS = "20001";
  private static final String NO_BILL = "20002";
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

  private final Bills bills;

  BillEndpoint(Bills bills) {
    this.bills = bills;
  }

  Response answer(V2Call call) {
    String date = call.text("bill_date");
    if (date == null) {
      return failure("missing parameter", PARAMETERS, "bill_date is missing. / 缺少 bill_date。");
    }
    LocalDate day = day(date);
    String packed = call.text("tar_type");
    if (day == null || (packed != null && !packed.equals("GZIP"))) {
      return failure(
          "data format error",
          PARAMETERS,
          "bill_date is yyyyMMdd, tar_type is GZIP or absent. / bill_date 为 yyyyMMdd，tar_type 为 GZIP 或不传。");
    }
    TradeBillType type = type(call.text("bill_type"));
    if (type == null) {
      return failure(
          "invalid bill_type",
          PARAMETERS,
          "bill_type is ALL, SUCCESS, REFUND or RECHARGE_REFUND. / bill_type 取值有误。");
    }
    if (!bills.ready(day)) {
      return failure(
          "No Bill Exist",
          NO_BILL,
          "Bills are made on the next morning, simulated time. / 账单在次日上午（模拟时间）生成。");
    }
    Optional<byte[]> bill = bills.trade(call.mchid(), day, type);
    if (bill.isEmpty()) {
      return failure("No Bill Exist", NO_BILL, "Nothing happened on that day. / 当日没有交易。");
    }
    return packed == null
        ? Response.of(200, "text/plain; charset=utf-8", bill.get())
        : Response.of(200, "application/octet-stream", Bills.gzip(bill.get()));
  }

  /** A request that was not let in, in the words of this endpoint. */
  static Response returnFailed(ReturnFailure why) {
    // Captured in lower case for a wrong signature.
    String returnMsg = why.errCode() == null ? "sign error" : why.returnMsg();
    return failure(returnMsg, PARAMETERS, why.note());
  }

  /** A failure of what all requests have in common. */
  static Response failed(BusinessFailure why) {
    return failure(why.errCodeDes(), PARAMETERS, why.errCode() + ": " + why.errCodeDes());
  }

  private static Response failure(String returnMsg, String errorCode, String note) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("return_code", "FAIL");
    fields.put("return_msg", returnMsg);
    fields.put("error_code", errorCode);
    return V2ResponseWriter.xml(200, fields).noting(note);
  }

  private static @Nullable LocalDate day(String text) {
    try {
      return LocalDate.parse(text, DAY);
    } catch (DateTimeParseException e) {
      return null;
    }
  }

  private static @Nullable TradeBillType type(@Nullable String billType) {
    if (billType == null) {
      return TradeBillType.ALL;
    }
    for (TradeBillType type : TradeBillType.values()) {
      if (type.name().equals(billType)) {
        return type;
      }
    }
    return null;
  }
}
