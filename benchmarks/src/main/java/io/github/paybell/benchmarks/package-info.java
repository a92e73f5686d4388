/**
 * Speed beside its peers: programs to run, never tests.
 *
 * <p>Owns the commands of {@code benchmarks/run} and the messages that every candidate is given.
 * Promises: each number printed was measured by the run that prints it, beside the versions and the
 * machine it was measured on. Start at {@link io.github.paybell.benchmarks.Benchmarks}. May use
 * everything; nobody may use it. WxJava, IJPay, wxpay-sdk and wechatpay-java live here only as
 * peers.
 */
@NullMarked
package io.github.paybell.benchmarks;

import org.jspecify.annotations.NullMarked;
