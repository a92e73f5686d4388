package io.github.paybell.coffee;

/** What the shop sells, and for how much: the only place that knows a price. */
enum Drink {
  AMERICANO("美式咖啡", 1600),
  LATTE("拿铁", 2200),
  CAPPUCCINO("卡布奇诺", 2200),
  FLAT_WHITE("澳白", 2400),
  MOCHA("摩卡", 2600),
  MATCHA_LATTE("抹茶拿铁", 2600);

  /** How large. */
  enum Size {
    SMALL("小杯", 0),
    MEDIUM("中杯", 300),
    LARGE("大杯", 600);

    private final String chinese;
    private final long more;

    Size(String chinese, long more) {
      this.chinese = chinese;
      this.more = more;
    }
  }

  private final String chinese;
  private final long small;

  Drink(String chinese, long small) {
    this.chinese = chinese;
    this.small = small;
  }

  /** Its price in fen. */
  long price(Size size) {
    return small + size.more;
  }

  /** What the payer reads in WeChat. */
  String description(Size size) {
    return chinese + " " + size.chinese;
  }
}
