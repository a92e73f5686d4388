package io.github.paybell.simulator.fault;

import java.nio.charset.Charset;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * One thing that goes wrong. Most have no parameters and differ by their {@link FaultKind} only;
 * the others are the records below. {@link #of} gives each kind with its defaults.
 */
public sealed interface Fault {
  /** Which it is. */
  FaultKind kind();

  /** A fault without parameters. */
  record Plain(FaultKind kind) implements Fault {}

  /**
   * The first attempt comes late.
   *
   * @param by simulated time
   */
  record Delayed(Duration by) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.DELAYED;
    }
  }

  /**
   * Sent again although it was accepted.
   *
   * @param copies 1 to 100 beside the first
   * @param gap simulated time between them
   */
  record Duplicate(int copies, Duration gap) implements Fault {
    public Duplicate {
      requireCopies(copies);
    }

    @Override
    public FaultKind kind() {
      return FaultKind.DUPLICATE;
    }
  }

  /**
   * Sent at the same moment, each copy over a connection of its own.
   *
   * @param copies 1 to 100 beside the first
   */
  record ParallelDuplicate(int copies) implements Fault {
    public ParallelDuplicate {
      requireCopies(copies);
    }

    @Override
    public FaultKind kind() {
      return FaultKind.PARALLEL_DUPLICATE;
    }
  }

  /**
   * Held until a later message to the same merchant was sent.
   *
   * @param within simulated time after which it goes out all the same
   */
  record Reordered(Duration within) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.REORDERED;
    }
  }

  /**
   * The accepted request once more, byte for byte.
   *
   * @param after simulated time
   */
  record Replayed(Duration after) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.REPLAYED;
    }
  }

  /**
   * A copy with an old signature.
   *
   * @param by how old its timestamp is
   */
  record Stale(Duration by) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.STALE;
    }
  }

  /**
   * A copy in another encoding.
   *
   * @param charset the encoding
   */
  record OtherEncoding(Charset charset) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.OTHER_ENCODING;
    }
  }

  /**
   * The first attempt trickles in.
   *
   * @param over real time from first to last byte
   */
  record Slow(Duration over) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.SLOW;
    }
  }

  /**
   * A giant copy.
   *
   * @param bytes of padding, up to 64 MiB
   */
  record Huge(int bytes) implements Fault {
    private static final int MOST = 64 << 20;

    public Huge {
      if (bytes < 1 || bytes > MOST) {
        throw new IllegalArgumentException("huge: bytes must be 1 to " + MOST + ", was " + bytes);
      }
    }

    @Override
    public FaultKind kind() {
      return FaultKind.HUGE;
    }
  }

  /**
   * Another Content-Type.
   *
   * @param type the value of the header
   */
  record WrongContentType(String type) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.WRONG_CONTENT_TYPE;
    }
  }

  /**
   * Signed by certificate or public key, drawn for each attempt.
   *
   * @param share of the public key, 0 to 1
   */
  record GreyKeys(double share) implements Fault {
    public GreyKeys {
      if (!(share >= 0 && share <= 1)) {
        throw new IllegalArgumentException("grey-keys: share must be 0 to 1, was " + share);
      }
    }

    @Override
    public FaultKind kind() {
      return FaultKind.GREY_KEYS;
    }
  }

  /**
   * The platform's answers come late.
   *
   * @param by real time
   */
  record PlatformSlow(Duration by) implements Fault {
    @Override
    public FaultKind kind() {
      return FaultKind.PLATFORM_SLOW;
    }
  }

  /** The kind with its defaults. */
  static Fault of(FaultKind kind) {
    return switch (kind) {
      case DELAYED -> new Delayed(Duration.ofSeconds(12));
      case DUPLICATE -> new Duplicate(1, Duration.ofSeconds(1));
      case PARALLEL_DUPLICATE -> new ParallelDuplicate(1);
      case REORDERED -> new Reordered(Duration.ofMinutes(1));
      case REPLAYED -> new Replayed(Duration.ofDays(1));
      case STALE -> new Stale(Duration.ofMinutes(10));
      case OTHER_ENCODING -> new OtherEncoding(Charset.forName("GBK"));
      case SLOW -> new Slow(Duration.ofSeconds(3));
      case HUGE -> new Huge(1 << 20);
      case WRONG_CONTENT_TYPE -> new WrongContentType("application/octet-stream");
      case GREY_KEYS -> new GreyKeys(0.5);
      case PLATFORM_SLOW -> new PlatformSlow(Duration.ofSeconds(6));
      default -> new Plain(kind);
    };
  }

  /**
   * The fault with this name and its defaults.
   *
   * @throws IllegalArgumentException naming the faults there are
   */
  static Fault named(String wireName) {
    return FaultKind.named(wireName)
        .map(Fault::of)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "no fault \""
                        + wireName
                        + "\"; there are "
                        + String.join(
                            ", ",
                            Stream.of(FaultKind.values()).map(FaultKind::wireName).toList())));
  }

  /** The first fault of a type among others. */
  static <F extends Fault> Optional<F> find(List<Fault> faults, Class<F> type) {
    return faults.stream().filter(type::isInstance).map(type::cast).findFirst();
  }

  /** Whether a kind is among faults. */
  static boolean has(List<Fault> faults, FaultKind kind) {
    return faults.stream().anyMatch(fault -> fault.kind() == kind);
  }

  private static void requireCopies(int copies) {
    if (copies < 1 || copies > 100) {
      throw new IllegalArgumentException("copies must be 1 to 100, was " + copies);
    }
  }
}
