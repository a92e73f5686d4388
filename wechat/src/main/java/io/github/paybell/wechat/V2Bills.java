package io.github.paybell.wechat;

import io.github.paybell.engine.account.Account;
import io.github.paybell.engine.calls.Answer;
import io.github.paybell.engine.calls.WechatPay.Done;
import io.github.paybell.protocol.v2.FieldTable;
import io.github.paybell.protocol.v2.V2Answers;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;

/**
 * downloadbill: the one answer of v2 that is neither XML nor signed, and that is XML when it
 * failed, even where gzip was asked for. Its first bytes tell which it is. Thread-safe.
 *
 * @see <a href="https://pay.weixin.qq.com/doc/v2/merchant/4011985040">downloadbill</a>
 */
final class V2Bills {
  private final V2Http http;
  private final V2Answers answers;

  V2Bills(V2Http http, V2Answers answers) {
    this.http = http;
    this.answers = answers;
  }

  /** Downloads a day; what is no bill is taken off the disk again. */
  Answer<Done> download(Account account, String appid, LocalDate day, Path target) {
    byte[] xml =
        new V2Request(account, appid, null)
            .with("bill_date", DateTimeFormatter.BASIC_ISO_DATE.format(day))
            .with("bill_type", "ALL")
            .with("tar_type", "GZIP")
            .signed(account);
    try {
      // An unwritable file is known before WeChat Pay is asked.
      Files.newOutputStream(target).close();
      V2Received received = http.download("/pay/downloadbill", xml, target);
      Answer<Done> answer =
          received instanceof V2Received.Broken broken ? broken.answer() : read(account, target);
      if (answer.orNull() == null) {
        Files.deleteIfExists(target);
      }
      return answer;
    } catch (IOException e) {
      return new Answer.Unable<>(
          "The bill cannot be written to " + target + " (" + e.getClass().getSimpleName() + ")");
    }
  }

  private Answer<Done> read(Account account, Path target) throws IOException {
    byte[] start;
    try (InputStream in = Files.newInputStream(target)) {
      start = in.readNBytes(FieldTable.MAX_BYTES + 1);
    }
    return switch (first(start)) {
      case '<' -> noBill(account, start);
      case '{' -> V2Outcomes.unreadable("JSON instead of a bill");
      case 0 -> V2Outcomes.unreadable("an empty answer instead of a bill");
      default -> new Answer.Given<>(Done.DONE);
    };
  }

  private Answer<Done> noBill(Account account, byte[] xml) {
    return answers
        .read(xml, account.v2Keys(), V2Request.SIGN_TYPE)
        .match(
            good -> V2Outcomes.unreadable("XML instead of a bill"),
            failed -> V2Outcomes.failed(failed.errCode(), failed.errCodeDes()),
            notTaken -> V2Outcomes.noBill(notTaken.returnMsg()),
            unproved -> V2Outcomes.unreadable("XML instead of a bill"),
            malformed -> V2Outcomes.unreadable(malformed.reason()));
  }

  /** The first byte behind a byte order mark and white space; 0 if there is none. */
  private static int first(byte[] start) {
    boolean mark =
        start.length >= 3
            && start[0] == (byte) 0xef
            && start[1] == (byte) 0xbb
            && start[2] == (byte) 0xbf;
    for (int i = mark ? 3 : 0; i < start.length; i++) {
      if (start[i] != ' ' && start[i] != '\r' && start[i] != '\n' && start[i] != '\t') {
        return start[i];
      }
    }
    return 0;
  }
}
