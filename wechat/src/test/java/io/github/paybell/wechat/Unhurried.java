package io.github.paybell.wechat;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.SimulatorOptions;
import io.github.paybell.simulator.control.RulesJson;
import io.github.paybell.simulator.platform.Rules;
import tools.jackson.databind.json.JsonMapper;

/**
 * WeChat Pay without its rates per second of real time, which a quick machine reaches and a slow
 * one does not: a thousand orders, or seven refused refunds, in one moment of a clock that stands
 * still.
 */
final class Unhurried {
  private Unhurried() {}

  static Simulator start() {
    return Simulator.start(
        SimulatorOptions.forTests()
            .withRules(
                RulesJson.apply(
                    Rules.DEFAULT,
                    JsonMapper.shared().createObjectNode().put("frequency-limits", false))));
  }
}
