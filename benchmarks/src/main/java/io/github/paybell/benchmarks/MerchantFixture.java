package io.github.paybell.benchmarks;

/** The invented merchant that every message of a benchmark belongs to. */
public final class MerchantFixture {
  public static final String ACCOUNT = "shop";
  public static final String APPID = "wxtest000000000001";
  public static final String MCHID = "1999999901";
  public static final String OPENID = "oTESTsim0000000000000000001A";

  /** The API v2 key; 32 characters, published here and therefore worth nothing. */
  public static final String V2_KEY = "TestKeyForSimulatorOnly000000001";

  /** The APIv3 key, likewise. */
  public static final String API_V3_KEY = "TestApiV3KeyForBenchmarks0000001";

  public static final String NOTIFY_TOKEN = "benchmarks-4cE9f1";

  /** What each order costs, in fen. */
  public static final long TOTAL = 10_000;

  /** What the payer paid after coupons, in fen. */
  public static final long PAYER_TOTAL = 9_200;

  private MerchantFixture() {}

  /** The number of the n-th order; always 17 characters. */
  public static String outTradeNo(long n) {
    return "PB%015d".formatted(n);
  }

  /** The payment of the n-th order; always 28 digits, as real ones are. */
  public static String transactionId(long n) {
    return "420000000120261122%010d".formatted(n);
  }
}
