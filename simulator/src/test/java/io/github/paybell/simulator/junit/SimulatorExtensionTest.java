package io.github.paybell.simulator.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.paybell.simulator.Simulator;
import io.github.paybell.simulator.clock.Speed;
import io.github.paybell.simulator.fault.Fault;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The extension as its users write it. */
@ExtendWith(SimulatorExtension.class)
class SimulatorExtensionTest {
  private static final Set<Simulator> SEEN = new HashSet<>();

  @BeforeAll
  static void beforeAll(Simulator wechat) {
    SEEN.add(wechat);
  }

  @BeforeEach
  void beforeEach(Simulator wechat) {
    SEEN.add(wechat);
    assertThat(wechat.faults().all()).isEmpty();
  }

  @AfterAll
  static void oneForAll() {
    assertThat(SEEN).hasSize(1);
    SEEN.clear();
  }

  @Test
  @DisplayName("It answers on a port of its own, and time stands until it is moved")
  void answers(Simulator wechat) throws IOException, InterruptedException {
    var answer =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(wechat.url() + "/sim/merchants/default")).build(),
                BodyHandlers.ofString());

    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(answer.body()).contains(wechat.merchant().mchid());
    assertThat(wechat.platform().clock().speed()).isEqualTo(Speed.MANUAL);
  }

  @RepeatedTest(2)
  @DisplayName("A fault of one test is not there in the next")
  void faultsDoNotStay(Simulator wechat) {
    assertThat(wechat.faults().all()).isEmpty();

    wechat.strike(Fault.named("lost"));
  }

  @Nested
  class WithinAnotherClass {
    @Test
    @DisplayName("A nested class shares it")
    void shared(Simulator wechat) {
      assertThat(SEEN).contains(wechat);
    }
  }
}
