package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.eclipse.kura.type.TypedValues;
import org.eclipse.kura.wire.WireRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.ComponentContext;

class WireFeedTest {

  private final Kept positions = new Kept();
  private final MemoryStore store = new MemoryStore().with(Positions.class, positions);
  private final Wires wires = new Wires();
  private WireFeed feed;

  @AfterEach
  void stop() {
    if (feed != null) {
      feed.stop();
    }
  }

  private void start(Map<String, Object> given) {
    WireFeed made = new WireFeed(store, wires);
    made.start(
        Given.nothing(ComponentContext.class),
        Map.of("kura.service.pid", "Orders Out"),
        Given.settings(WireFeed.Config.class, given));
    feed = made;
  }

  private void append(String kind, String subject, Facts facts) {
    store.commit(
        unit -> {
          unit.append(Instant.ofEpochMilli(1_700_000_000_000L), kind, subject, facts);
          return null;
        });
  }

  private List<Object> subjects() {
    return wires.emitted.stream()
        .map((WireRecord each) -> (Object) each.getProperties().get("subject").getValue())
        .toList();
  }

  @Test
  void aTestOfTheGatewayIsNoObservationBehindAWire() {
    start(Map.of("kinds", new String[] {"observation.accepted"}));
    Wait.until(() -> positions.known());
    append("observation.accepted", "canary:cmms:1", Facts.with("type", "canary").build());
    append("observation.accepted", "o-1", Facts.empty());
    feed.consumersConnected(Wires.one());
    Wait.until(() -> !wires.emitted.isEmpty());
    assertThat(subjects().get(0).toString()).contains("o-1");
  }

  @Test
  void anOrderBecomesOneRecordWithItsFacts() {
    start(Map.of());
    Wait.until(() -> positions.known());
    append(
        "order.raised",
        "wo-1",
        Facts.with("title", "Crack")
            .put("cause", Facts.with("asset", "saw-4").build())
            .put("priority", 2)
            .build());
    append("delivery.updated", "wo-1", Facts.empty());
    feed.consumersConnected(Wires.one());
    Wait.until(() -> wires.emitted.size() == 1);

    assertThat(wires.emitted.get(0).getProperties())
        .containsEntry("kind", TypedValues.newStringValue("order.raised"))
        .containsEntry("subject", TypedValues.newStringValue("wo-1"))
        .containsEntry("sequence", TypedValues.newLongValue(1))
        .containsEntry("at", TypedValues.newLongValue(1_700_000_000_000L))
        .containsEntry("cause.asset", TypedValues.newStringValue("saw-4"))
        .containsEntry("priority", TypedValues.newLongValue(2))
        .containsKey("facts");
  }

  @Test
  void aRestartedFeedGoesOnWhereItStoppedAndRepeatsNothing() {
    start(Map.of("start", "beginning"));
    append("order.raised", "wo-1", Facts.empty());
    feed.consumersConnected(Wires.one());
    Wait.until(() -> wires.emitted.size() == 1);
    feed.stop();
    append("order.moved", "wo-1", Facts.empty());
    append("order.raised", "wo-2", Facts.empty());

    start(Map.of("start", "beginning"));
    feed.consumersConnected(Wires.one());
    Wait.until(() -> wires.emitted.size() == 3);
    assertThat(subjects()).containsExactly("wo-1", "wo-1", "wo-2");
  }

  @Test
  void nothingIsEmittedWhileNobodyIsConnected() {
    start(Map.of());
    Wait.until(() -> positions.known());
    feed.consumersConnected(Wires.one());
    append("order.raised", "wo-1", Facts.empty());
    Wait.until(() -> wires.emitted.size() == 1);
    feed.consumersConnected(null);
    append("order.raised", "wo-2", Facts.empty());
    append("order.raised", "wo-3", Facts.empty());
    assertThat(subjects()).containsExactly("wo-1");
    feed.consumersConnected(Wires.one());
    Wait.until(() -> wires.emitted.size() == 3);
    assertThat(subjects()).containsExactly("wo-1", "wo-2", "wo-3");
  }

  @Test
  void aReceiverThatFailsGetsTheSameRecordAgain() {
    start(Map.of("start", "beginning"));
    wires.failures = 1;
    append("order.raised", "wo-1", Facts.empty());
    feed.consumersConnected(Wires.one());
    Wait.until(() -> wires.emitted.size() == 1);
    assertThat(subjects()).containsExactly("wo-1");
  }

  @Test
  void aNewFeedBeginsNowUnlessItIsToldToBeginAtTheBeginning() {
    append("order.raised", "old", Facts.empty());
    start(Map.of());
    Wait.until(() -> positions.known());
    append("order.raised", "new", Facts.empty());
    feed.consumersConnected(Wires.one());
    Wait.until(() -> !wires.emitted.isEmpty());
    assertThat(subjects()).containsExactly("new");
  }

  @Test
  void aSettingThatIsNotAllowedIsRefused() {
    assertThatThrownBy(() -> start(Map.of("kinds", new String[] {})))
        .hasMessageContaining("Orders Out, kinds: given none");
    assertThatThrownBy(() -> start(Map.of("start", "yesterday")))
        .hasMessageContaining("start: given 'yesterday'; allowed: now, beginning");
  }

  /** Positions without a disk. */
  private static final class Kept implements Positions {

    private final Map<String, Long> places = new ConcurrentHashMap<>();

    @Override
    public long position(String reader) {
      assertThat(reader).isEqualTo("wire.orders-out");
      return places.getOrDefault(reader, 0L);
    }

    @Override
    public void advance(String reader, long to) {
      places.put(reader, to);
    }

    boolean known() {
      return !places.isEmpty();
    }
  }
}
