package io.github.paybell.engine.delivery.kafka;

import java.time.Duration;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.common.errors.TimeoutException;

/** What an exception of Kafka's means to us, in sentences of our own. */
final class BrokerErrors {
  private final String topic;

  BrokerErrors(String topic) {
    this.topic = topic;
  }

  /** Of the first look for the topic. */
  String absent(Exception e, Duration waited) {
    return e instanceof TimeoutException
        ? "no broker answered for topic " + topic + " in " + waited.toSeconds() + " s"
        : reason(e);
  }

  String reason(Exception e) {
    if (e instanceof TimeoutException) {
      return "the brokers did not acknowledge it in time";
    }
    if (e instanceof RecordTooLargeException) {
      return "the event is larger than topic " + topic + " allows";
    }
    if (e instanceof AuthenticationException) {
      return "the brokers do not accept our credentials";
    }
    if (e instanceof AuthorizationException) {
      return "the brokers do not let us write to topic " + topic;
    }
    if (e instanceof NotEnoughReplicasException) {
      return "too few replicas of topic " + topic + " are in sync";
    }
    return "the brokers did not acknowledge it";
  }

  /**
   * Whether it is about the producer rather than about one record or a moment of the brokers': a
   * producer does not come back from some of these, and does not say from which.
   */
  boolean fatal(Exception e) {
    return !(e instanceof RetriableException || e instanceof RecordTooLargeException);
  }
}
