package io.github.paybell.benchmarks.codec;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** The same candidates under JMH, for bytes per operation; its times are not used. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class CodecJmh {
  /** The candidate: its group, a colon, its name. */
  @Param({
    "v2 MD5: bare MD5 of the string to sign",
    "v2 MD5: Paybell, verified field table",
    "v2 MD5: Paybell, typed result",
    "v2 MD5: wxpay-sdk",
    "v2 MD5: IJPay",
    "v2 HMAC-SHA256: bare HMAC of the string to sign",
    "v2 HMAC-SHA256: Paybell, verified field table",
    "v2 HMAC-SHA256: Paybell, typed result",
    "v3: bare RSA verify, JDK",
    "v3: Paybell, JDK",
    "v3: Paybell, ACCP",
    "v3: Paybell, Conscrypt",
    "v3: wechatpay-java",
    "v3: WxJava"
  })
  public String candidate = "";

  private CodecOperation operation = () -> "";

  /** Makes the messages and finds the candidate. */
  @Setup
  public void find() throws Exception {
    operation =
        CodecRounds.all().stream()
            .filter(one -> candidate.equals(one.group() + ": " + one.name()))
            .findFirst()
            .orElseThrow()
            .operation();
  }

  /** One message. */
  @Benchmark
  public Object read() throws Exception {
    return operation.run();
  }
}
