package io.github.paybell.benchmarks.codec;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** {@code benchmarks/run codec}. */
@Command(name = "codec", description = "…", mixinStandardHelpOptions = true)
public final class CodecCommand implements Callable<Integer> {
  @Override
  public Integer call() {
    return 0;
  }
}
