package io.github.paybell.simulator.cashier;

import io.github.paybell.simulator.platform.Prepay;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** Whether the cashier opens for a page. */
sealed interface PayVerdict {
  /** It opens. */
  record Opens(Prepay prepay) implements PayVerdict {}

  /**
   * It does not.
   *
   * @param reason why
   * @param subject the parameter or address in question, or empty
   * @param detail what was expected and what came, or empty
   * @param text the string to sign as built here, or empty where it does not come to that
   * @param hints what may have gone wrong
   */
  record Refuses(Reason reason, String subject, String detail, String text, List<Hint> hints)
      implements PayVerdict {
    public Refuses {
      hints = List.copyOf(hints);
    }

    /** {@code err_desc}. */
    String errDesc() {
      return reason.errDesc.replace("{0}", subject);
    }
  }

  /** Why the cashier does not open. */
  enum Reason {
    /** A parameter is not there. */
    MISSING("调用支付JSAPI缺少参数：{0}"),
    /** A parameter is a number or anything else but text. */
    NOT_TEXT("调用支付JSAPI缺少参数：{0}"),
    /** A parameter has another shape than documented. */
    MALFORMED("调用支付JSAPI参数错误：{0}"),
    /** The prepay_id is unknown or too old. */
    PREPAY("支付已过期或prepay_id无效，请重新下单"),
    /** The order is not for this way of paying. */
    TRADE_TYPE("支付方式与下单时的trade_type不一致"),
    /** The appid is not the order's. */
    APPID("appid与下单时不一致"),
    /** Another algorithm than the order's. */
    SIGN_TYPE("支付验证签名失败"),
    /** The signature is wrong. */
    SIGN("支付验证签名失败"),
    /** The page does not lie under an authorised directory. */
    DIRECTORY("当前页面的URL未注册：{0}");

    private final String errDesc;

    Reason(String errDesc) {
      this.errDesc = errDesc;
    }

    /** The key of its text. */
    String key() {
      return "check." + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** What follows from it. */
  default <R> R match(Function<Opens, R> opens, Function<Refuses, R> refuses) {
    return this instanceof Opens it ? opens.apply(it) : refuses.apply((Refuses) this);
  }
}
