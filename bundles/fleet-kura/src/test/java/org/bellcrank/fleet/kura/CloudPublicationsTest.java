package org.bellcrank.fleet.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import org.bellcrank.canary.Lamp;
import org.bellcrank.health.HealthState;
import org.bellcrank.journal.Facts;
import org.eclipse.kura.message.KuraAlertPayload;
import org.eclipse.kura.message.KuraPayload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CloudPublicationsTest {

  @TempDir Path root;
  private Gateway gateway;
  private CloudApplication application;

  @BeforeEach
  void open() {
    gateway = new Gateway(root.resolve("data"));
  }

  @AfterEach
  void close() {
    stop();
    gateway.close();
  }

  @Test
  void orderEventsGoOutInTheirOrderAndNothingFromBefore() {
    gateway.happened("order.raised", "wo-0");
    Cloud.Publisher publisher = new Cloud.Publisher(true);
    start("connected");
    gateway.happened("order.raised", "wo-1");
    gateway.happened("finding.disposed", "cam:1#0");
    gateway.happened("delivery.acknowledged", "wo-1");
    application.setOrderPublisher(publisher);
    Gateway.await("two events", () -> publisher.messages.size() == 2);
    assertThat(publisher.metric("order")).containsExactly("wo-1", "wo-1");
    assertThat(publisher.metric("event.kind"))
        .containsExactly("order.raised", "delivery.acknowledged");
    KuraPayload first = publisher.messages.get(0).getPayload();
    assertThat(first.getMetric("event.sequence")).isInstanceOf(Long.class);
    assertThat(first.getTimestamp()).isNotNull();
    assertThat(Facts.parse(new String(first.getBody(), StandardCharsets.UTF_8)).text("title"))
        .contains("Pitting");
    assertThat(publisher.messages.get(0).getProperties())
        .containsEntry("kind", "order.raised")
        .containsEntry("order", "wo-1");
  }

  @Test
  void aRestartSendsAgainWhatWasNotConfirmedAndNothingElse() {
    Cloud.Publisher publisher = new Cloud.Publisher(false);
    start("connected");
    application.setOrderPublisher(publisher);
    for (int i = 1; i <= 5; i++) {
      gateway.happened("order.raised", "wo-" + i);
    }
    Gateway.await("five events", () -> publisher.ids.size() == 5);
    publisher.confirm("m2");
    publisher.confirm("m1");
    publisher.confirm("m5");
    long second = (Long) publisher.messages.get(1).getPayload().getMetric("event.sequence");
    Gateway.await("position", () -> position() >= second);
    stop();

    Cloud.Publisher after = new Cloud.Publisher(false);
    start("connected");
    application.setOrderPublisher(after);
    gateway.happened("order.raised", "wo-6");
    Gateway.await("four events", () -> after.ids.size() == 4);
    assertThat(after.metric("order")).containsExactly("wo-3", "wo-4", "wo-5", "wo-6");
    assertThat(after.metric("event.sequence").subList(0, 3))
        .as("by its sequence a receiver knows what it has")
        .isEqualTo(publisher.metric("event.sequence").subList(2, 5));
    after.ids.forEach(after::confirm);
    long last = (Long) after.messages.get(3).getPayload().getMetric("event.sequence");
    Gateway.await("all confirmed", () -> position() >= last);
    stop();

    Cloud.Publisher quiet = new Cloud.Publisher(false);
    start("connected");
    application.setOrderPublisher(quiet);
    gateway.happened("order.raised", "wo-7");
    Gateway.await("the new one", () -> !quiet.messages.isEmpty());
    assertThat(quiet.metric("order")).containsExactly("wo-7");
  }

  @Test
  void whileTheCloudIsAwayEventsWait() {
    Cloud.Publisher publisher = new Cloud.Publisher(true);
    publisher.away = true;
    start("connected");
    application.setOrderPublisher(publisher);
    gateway.happened("order.raised", "wo-1");
    gateway.happened("order.raised", "wo-2");
    publisher.away = false;
    Gateway.await("both", () -> publisher.messages.size() == 2);
    assertThat(publisher.metric("order")).containsExactly("wo-1", "wo-2");
  }

  @Test
  void whatHappenedUnderAClosedProfileStaysWhenItIsOpened() {
    Cloud.Publisher publisher = new Cloud.Publisher(true);
    start("site-only");
    application.setOrderPublisher(publisher);
    Gateway.await("a turn was made", () -> !gateway.newest("cloud.egress").isEmpty());
    gateway.happened("order.raised", "wo-1");
    stop();
    start("connected");
    application.setOrderPublisher(publisher);
    Gateway.await("opened", () -> gateway.newest("cloud.egress").size() == 2);
    gateway.happened("order.raised", "wo-2");
    Gateway.await("one event", () -> !publisher.messages.isEmpty());
    assertThat(publisher.metric("order")).containsExactly("wo-2");
  }

  @Test
  void aPackageThatDidNotStartIsAnAlertUntilItDoes() {
    Cloud.Publisher publisher = new Cloud.Publisher(true);
    gateway.state = HealthState.FAILED;
    start("site-only");
    application.setAlertPublisher(publisher);
    Gateway.await("alert", () -> publisher.messages.size() == 1);
    KuraAlertPayload alert = (KuraAlertPayload) publisher.messages.get(0).getPayload();
    assertThat(alert.getCode()).isEqualTo("bellcrank.health");
    assertThat(alert.getSeverity().name()).isEqualTo("CRITICAL");
    assertThat(alert.getStatus().name()).isEqualTo("ACTIVE");
    assertThat(alert.getMessage()).isEqualTo("rule: no installed bundle offers package a.b");
    Gateway.await("told", () -> gateway.newest("cloud.alert").size() == 1);
    stop();

    gateway.state = HealthState.OK;
    start("site-only");
    application.setAlertPublisher(publisher);
    Gateway.await("well again, though it restarted", () -> publisher.messages.size() == 2);
    assertThat(publisher.metric("alert_status")).containsExactly("ACTIVE", "INACTIVE");
  }

  @Test
  void aRedLampIsToldOnceOnceMoreWhenItGrowsUrgentAndWhenItIsCleared() {
    Cloud.Publisher publisher = new Cloud.Publisher(true);
    start("site-only");
    OneLamp lamps = new OneLamp();
    lamps.lamp = OneLamp.lamp(Lamp.State.RED, "the key is not accepted", 1);
    application.setLamps(lamps);
    application.setAlertPublisher(publisher);
    Gateway.await("alert", () -> gateway.newest("cloud.alert").size() == 1);
    lamps.lamp = OneLamp.lamp(Lamp.State.RED, "the CMMS is away", 1);
    lamps.lamp = OneLamp.lamp(Lamp.State.RED, "the CMMS is away", 2);
    Gateway.await("urgent", () -> gateway.newest("cloud.alert").size() == 2);
    lamps.lamp = OneLamp.lamp(Lamp.State.GREEN, "", 0);
    Gateway.await("cleared", () -> gateway.newest("cloud.alert").size() == 3);
    assertThat(publisher.metric("alert_code"))
        .containsOnly("bellcrank.lamp." + OneLamp.ID)
        .hasSize(3);
    assertThat(publisher.metric("alert_severity"))
        .containsExactly("WARNING", "CRITICAL", "CRITICAL");
    assertThat(publisher.metric("alert_status")).containsExactly("ACTIVE", "ACTIVE", "INACTIVE");
  }

  @Test
  void figuresAreNumbersOnly() {
    Cloud.Publisher publisher = new Cloud.Publisher(true);
    start("site-only");
    application.setFigurePublisher(publisher);
    Gateway.await("figures", () -> !publisher.messages.isEmpty());
    Map<String, Object> metrics = publisher.messages.get(0).getPayload().metrics();
    assertThat(metrics).containsEntry("balance.difference", 0L).containsKey("journalEntries");
    assertThat(metrics.values()).allMatch(value -> value instanceof Number);
  }

  @Test
  void thePaceIsKept() {
    Instant[] now = {Instant.parse("2026-01-01T00:00:00Z")};
    Clock clock =
        new Clock() {
          @Override
          public ZoneOffset getZone() {
            return ZoneOffset.UTC;
          }

          @Override
          public Clock withZone(java.time.ZoneId zone) {
            return this;
          }

          @Override
          public Instant instant() {
            return now[0];
          }
        };
    Pace pace = new Pace(clock, 60);
    int gone = 0;
    for (int i = 0; i < 1000; i++) {
      gone += pace.take() ? 1 : 0;
      now[0] = now[0].plus(Duration.ofMillis(10));
    }
    assertThat(gone).isEqualTo(10);
    now[0] = now[0].minus(Duration.ofHours(1));
    assertThat(pace.take()).as("a clock that is set back").isTrue();
  }

  private void start(String profile) {
    Map<String, Object> settings = new HashMap<>();
    settings.put("egress_profile", profile);
    settings.put("messages_per_minute", 6000);
    application = gateway.application(settings);
    Gateway.await("a turn was made", () -> !gateway.newest("cloud.egress").isEmpty());
  }

  private void stop() {
    if (application != null) {
      application.stop();
      application = null;
    }
  }

  private long position() {
    return gateway.store.read(
        unit -> unit.port(org.bellcrank.journal.Positions.class).position(OrderFeed.READER));
  }
}
