package org.bellcrank.reject.opcua;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.bellcrank.driver.opcua.Config;
import org.bellcrank.driver.opcua.OpcUaDriver;
import org.bellcrank.itests.peers.NodePeer;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.store.jdbc.JdbcStore;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.kura.type.DataType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A store on disk, the real driver, and node-opcua as the control, which notes every request that
 * would change something.
 */
class ControlOfAnotherMakerTest {

  private static final String REJECT = "nsu=http://bellcrank.example/plant;s=reject";
  private static final String GATE = "nsu=http://bellcrank.example/plant;s=gate";

  /** Of the control and of the driver's certificates; one for all, since they take seconds. */
  @TempDir static Path folder;

  private static NodePeer control;
  private static String url;

  @TempDir Path data;
  private JdbcStore store;
  private OpcUaDriver driver;
  private OpcUaReject rejects;

  private String before;

  @BeforeAll
  static void start() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    Optional<NodePeer> started =
        NodePeer.start(
            Path.of("../driver-opcua/src/test/resources/server.js"),
            "ready",
            String.valueOf(port),
            folder.resolve("server").toString(),
            "{}");
    Assumptions.assumeTrue(started.isPresent(), "node-opcua");
    control = started.get();
    url = "opc.tcp://127.0.0.1:%d/plant".formatted(port);
  }

  @AfterAll
  static void end() {
    if (control != null) {
      control.close();
    }
  }

  @BeforeEach
  void open() throws Exception {
    before = audit();
    store = JdbcStore.open(data);
    store.commit(
        unit -> {
          unit.append(Instant.now(), "gateway.started", "gateway", Facts.empty());
          return null;
        });
  }

  @AfterEach
  void stop() {
    if (rejects != null) {
      rejects.stop();
    }
    if (driver != null) {
      driver.disconnect();
    }
    if (store != null) {
      store.close();
    }
  }

  /** A driver that believes the control; it may write what the list names. */
  private void driver(String... allowed) throws IOException {
    Map<String, Object> settings =
        Map.of(
            "endpoint", url,
            "folder", folder.resolve("gateway").toString(),
            "write_allowed", allowed);
    driver =
        new OpcUaDriver(
            Line.Given.settings(Config.class, settings), Map.of("kura.service.pid", "plc"), null);
    if (!Files.exists(folder.resolve("gateway/trusted"))) {
      try {
        driver.connect();
      } catch (ConnectionException e) {
        move();
      }
    }
  }

  private void move() throws IOException {
    Path trusted = Files.createDirectories(folder.resolve("gateway/trusted"));
    try (Stream<Path> files = Files.list(folder.resolve("gateway/rejected"))) {
      for (Path each : files.toList()) {
        Files.move(each, trusted.resolve(each.getFileName()));
      }
    }
  }

  private void rejects(boolean enabled) {
    rejects(enabled, REJECT);
  }

  private void rejects(boolean enabled, String node) {
    rejects =
        new OpcUaReject(
            store,
            Clock.systemUTC(),
            Map.of("kura.service.pid", "rejects"),
            Line.Given.settings(
                Map.of(
                    "write_enabled",
                    enabled,
                    "driver",
                    "plc",
                    "endpoint",
                    url,
                    "max_age_millis",
                    60_000,
                    "nodes",
                    new String[] {node + " | pulse 50 | asset press-4"})));
    rejects.bindDriver(driver, Map.of("kura.service.pid", "plc", "endpoint", url));
    rejects.start();
    // Where it began is on disk before the first finding.
    Line.until(() -> store.read(unit -> unit.port(Positions.class).position("reject.rejects") > 0));
  }

  /** An inspection with one defect, accepted and decided. */
  private void found(String id) {
    Instant now = Instant.now();
    Detection crack = new Detection("cam-1/left", "crack", 0.9, Optional.empty(), Optional.empty());
    store.commit(
        unit -> {
          Inspection inspection =
              new Inspection(
                  id,
                  "cam-1",
                  new CaptureTime(now, CaptureTime.ClockQuality.SYNCHRONISED),
                  0,
                  0,
                  List.of(crack),
                  Optional.empty(),
                  List.of(),
                  Map.of());
          unit.port(ObservationBook.class).add(inspection, now);
          Finding finding = inspection.findings().get(0);
          unit.port(FindingBook.class)
              .open(
                  finding,
                  now,
                  new FindingBook.State(
                      Disposition.LOGGED,
                      "a crack",
                      Optional.empty(),
                      Optional.empty(),
                      Facts.with("asset", "press-4").put("rule", "r-1").build()));
          return null;
        });
  }

  private List<String> told(String last) {
    Line.until(() -> store.read(unit -> !unit.port(Journal.class).newest(last, 1).isEmpty()));
    return store.read(
        unit ->
            unit.port(Journal.class).after(0, 1_000).stream()
                .map(each -> each.kind())
                .filter(each -> each.startsWith("reject."))
                .toList());
  }

  private static String audit() throws Exception {
    return control.say("audit", "audit");
  }

  private String more(String requests) {
    return before + (before.equals("audit ") ? "" : ",") + requests;
  }

  @Test
  void oneFindingIsOnePulseOnTheListedNodeAndNothingElseIsEverWritten() throws Exception {
    driver(REJECT);
    rejects(true);
    found("o-1");

    assertThat(told("reject.pulsed")).containsExactly("reject.intended", "reject.pulsed");
    assertThat(audit()).isEqualTo(more("reject=true,reject=false"));
    assertThat(control.say("value reject", "value")).isEqualTo("value false");
  }

  @Test
  void withoutLeaveOfTheDriverTheControlGetsNoWriteAtAll() throws Exception {
    driver();
    rejects(true);
    found("o-1");

    assertThat(told("reject.refused")).containsExactly("reject.intended", "reject.refused");
    assertThat(audit()).isEqualTo(before);
  }

  /** As a server that stands before a control and hears its answer too late. */
  @Test
  void whatTheControlDidAndTheServerAnswersBadlyIsBroughtToRest() throws Exception {
    driver(GATE);
    rejects(true, GATE);
    found("o-1");

    assertThat(told("reject.unsure")).containsExactly("reject.intended", "reject.unsure");
    assertThat(audit()).isEqualTo(more("gate=true,gate=false"));
    assertThat(control.say("value gate", "value")).isEqualTo("value false");
  }

  /** What a gateway does all day without leave to write: it reads and listens. */
  @Test
  void whereWritingIsNotEnabledTheControlSeesNoRequestThatWouldChangeAnything() throws Exception {
    driver(REJECT);
    rejects(false);
    ChannelRecord load = ChannelRecord.createReadRecord("load", DataType.DOUBLE);
    Map<String, Object> channel =
        new HashMap<>(
            Map.of(
                "+name", "load",
                "+value.type", "DOUBLE",
                "node.id", "nsu=http://bellcrank.example/plant;s=load"));
    load.setChannelConfig(channel);
    CountDownLatch heard = new CountDownLatch(1);
    driver.registerChannelListener(channel, event -> heard.countDown());
    driver.read(List.of(load));
    found("o-1");

    assertThat(heard.await(20, TimeUnit.SECONDS)).isTrue();
    assertThat(told("reject.withheld")).containsExactly("reject.withheld");
    assertThat(audit()).isEqualTo(before);
  }
}
