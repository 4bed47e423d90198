package org.bellcrank.itests.plant;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The plant's OPC UA server, looked at by node-opcua's client. */
class OpcUaPlantTest {

  private final HandClock real = new HandClock();
  private final Plant plant = Plant.demo(3, Plant.START);
  private OpcUaPlant server;
  private NodePeer client;

  @BeforeEach
  void start() throws Exception {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    PlantClock clock = PlantClock.start(real, Duration.ofHours(9), 3600);
    server = OpcUaPlant.start(plant, clock, "127.0.0.1", port);
    Optional<NodePeer> started =
        NodePeer.start(Path.of("src/test/resources/client.js"), "ready", server.url());
    Assumptions.assumeTrue(started.isPresent(), "node-opcua");
    client = started.get();
  }

  @AfterEach
  void stop() {
    if (client != null) {
      client.close();
    }
    server.close();
  }

  @Test
  void machinesAreFoldersAndChannelsVariablesWithThePlantsTime() throws Exception {
    Machine compressor = plant.machine("CO-201").orElseThrow();
    List<Sample> expected = compressor.samples(Duration.ofHours(11));
    real.leap(Duration.ofSeconds(2)); // two hours of the plant

    assertThat(client.say("browse Objects", "browsed").split("[ ,]"))
        .contains("PU-101", "VMC-1050-SP02", "CO-201", "CV-301", "MC-3001-X", "ML-2007-T4");
    assertThat(client.say("browse CO-201", "browsed"))
        .isEqualTo("browsed state,pressure,current,temperature,vibration");
    assertThat(client.say("read CO-201/pressure", "read"))
        .isEqualTo(
            "read {\"value\":%s,\"type\":11,\"status\":\"Good\",\"at\":\"2026-03-02T11:00:00.000Z\"}"
                .formatted(expected.get(1).value()));
    assertThat(client.say("read CO-201/state", "read"))
        .startsWith("read {\"value\":%d,\"type\":5,".formatted((int) expected.get(0).value()));
    assertThat(client.say("read CO-201/pressure/unit", "read")).contains("\"value\":\"bar\"");
    assertThat(client.say("browse PU-101", "browsed")).doesNotContain("vibration");
    assertThat(client.say("write CO-201/pressure 1", "written")).startsWith("written Bad");
  }

  @Test
  void whoListensHearsWhatChangesWhenThePlantsTimeGoesOn() throws Exception {
    assertThat(client.say("watch PU-101/flow", "watching")).isEqualTo("watching");
    client.await("changed");

    real.leap(Duration.ofSeconds(1));

    Sample flow = plant.machine("PU-101").orElseThrow().samples(Duration.ofHours(10)).get(2);
    assertThat(client.await("changed {\"value\":" + flow.value()))
        .contains("\"status\":\"Good\"", "\"at\":\"2026-03-02T10:00:00.000Z\"");
  }

  @Test
  void aSensorThatFailedIsBadAndOneThatIsInDoubtUncertain() {
    Channel pressure = Channel.value("pressure", "bar");
    assertThat(told(pressure, Quality.BAD)).isEqualTo("Bad_SensorFailure");
    assertThat(told(pressure, Quality.UNCERTAIN)).isEqualTo("Uncertain_SensorNotAccurate");
    assertThat(told(pressure, Quality.GOOD)).isEqualTo("Good");
  }

  private static String told(Channel channel, Quality quality) {
    Sample sample =
        new Sample(
            "CO-201/pressure",
            Instant.parse("2026-03-02T10:00:00Z"),
            7,
            Optional.of("bar"),
            quality,
            Optional.empty());
    long code = OpcUaPlant.told(channel, sample).statusCode().value();
    return org.eclipse.milo.opcua.stack.core.StatusCodes.lookup(code).orElseThrow()[0];
  }
}
