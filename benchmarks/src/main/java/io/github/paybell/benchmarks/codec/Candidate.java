package io.github.paybell.benchmarks.codec;

/**
 * Something that is measured.
 *
 * @param group the table it stands in
 * @param bare the name of the bare cryptographic operation that limits it; its own name if it is
 *     one
 */
record Candidate(String group, String name, String bare, CodecOperation operation) {
  boolean isBare() {
    return name.equals(bare);
  }
}
