package io.github.paybell.simulator.load;

import io.github.paybell.simulator.messenger.TakenAs;

/** Says how an answer is taken. */
@FunctionalInterface
interface AnswerJudge {
  TakenAs judge(int status, byte[] body);
}
