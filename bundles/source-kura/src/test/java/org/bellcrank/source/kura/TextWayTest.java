package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.testing.MemoryIntake;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadBook;
import org.bellcrank.payload.PayloadDocuments;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.stream.Quality;
import org.eclipse.kura.type.TypedValues;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Texts of channels as messages for the mappings of the site documents. */
class TextWayTest {

  private static final String RAISED = "2026-03-02T09:00:00Z";
  private static final String POINT =
      "  - { id: press/alarms, source: { driver: plc, channel: { address: 9 }, type: string } }\n";

  /** An alarm that came is a finding of its name; that it went is the state of its point. */
  private static final String MAPPINGS =
      """
      payloads:
        - id: alarm-came
          topics: [driver/plc/#]
          alarm:
            key: item.id
            point: "'press'"
            active: item.active
            name: item.name
            raised: item.raised
            at: item.at
            message: item.message
        - id: alarm-stands
          topics: [driver/plc/#]
          when: item.state in ['RAISED', 'CLEARED']
          sample:
            point: "'press/' + item.name"
            value: "item.active ? 1.0 : 0.0"
            at: item.at
      """;

  private final SiteOf site = new SiteOf();
  private final TakenSamples taken = new TakenSamples();
  private final MemoryIntake observations = new MemoryIntake();
  private final MemoryStore store = new MemoryStore();
  private final FakeDriver plc = new FakeDriver();
  private final Book book = new Book();
  private PointSource source;

  /** Mappings in force, and what nobody took. */
  private static final class Book implements PayloadBook {

    private final List<String> untaken = new CopyOnWriteArrayList<>();
    private volatile Optional<PayloadMappings> mappings = Optional.of(PayloadMappings.NONE);

    @Override
    public Optional<PayloadMappings> payloads() {
      return mappings;
    }

    @Override
    public void untaken(Payload payload, boolean named) {
      untaken.add(payload.topic());
    }
  }

  private static PayloadMappings mappings(String yaml) throws InvalidDocumentException {
    return new PayloadDocuments(new ExpressionLanguage())
        .read(Documents.parse("payloads.yaml", yaml).asMap().maps("payloads"));
  }

  private void start(String yaml) throws InvalidDocumentException {
    book.mappings = Optional.of(mappings(yaml));
    site.points(POINT);
    source =
        new PointSource(
            site,
            taken,
            observations,
            store,
            Clock.systemUTC(),
            Map.of("kura.service.pid", "points"),
            Given.settings(PointSource.Config.class, Map.of("drivers", new String[0])));
    source.setPayloadBook(book);
    source.bindDriver(plc, Map.of("kura.service.pid", "plc"));
    Wait.until(() -> plc.listeners.containsKey("press/alarms"));
  }

  @AfterEach
  void stop() {
    if (source != null) {
      source.stop();
    }
  }

  private void tells(String state, String raised, String at) {
    plc.at++;
    plc.say("press/alarms", text(state, raised, at));
  }

  /** As the driver of OPC UA has it. */
  private static String text(String state, String raised, String at) {
    return """
        {"state":"%s","id":"ns=1;s=LoadHigh","source":"Spindle","name":"LoadHigh","severity":150,
         "message":"high","active":%b,"at":"%s","raised":"%s"}"""
        .formatted(state, state.equals("RAISED"), at, raised);
  }

  private List<Finding> findings() {
    return observations.accepted().stream().flatMap(each -> each.findings().stream()).toList();
  }

  @Test
  void eachOccurrenceOfAnAlarmIsAFindingOfItsNameAndWhatIsToldAgainIsNone() throws Exception {
    start(MAPPINGS);
    tells("RAISED", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z");
    tells("CLEARED", "2026-03-02T09:00:00Z", "2026-03-02T09:05:00Z");
    tells("RAISED", "2026-03-02T09:10:00Z", "2026-03-02T09:10:00Z");
    // As after a restart of the gateway, when the server lists what stands.
    tells("RAISED", "2026-03-02T09:10:00Z", "2026-03-02T09:10:00Z");

    Wait.until(() -> taken.of("press/LoadHigh").size() == 4);
    Wait.until(() -> findings().size() >= 2);
    assertThat(findings())
        .extracting(Finding::defectClass, Finding::point)
        .containsOnly(tuple("LoadHigh", "press"));
    assertThat(observations.accepted().stream().map(Observation::id).distinct()).hasSize(2);
    assertThat(taken.of("press/LoadHigh"))
        .extracting(each -> each.value())
        .containsExactly(1.0, 0.0, 1.0, 1.0);
    assertThat(taken.of("press/alarms")).as("a text is no number").isEmpty();
  }

  @Test
  void whileTheDiskIsFullTheSampleOfAnAlarmIsHandedOnOnce() throws Exception {
    start(MAPPINGS);
    observations.refuse(2);
    tells("RAISED", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z");
    Wait.until(() -> findings().size() == 1);
    assertThat(taken.of("press/LoadHigh")).hasSize(1);
  }

  @Test
  void aChannelOfTextsThatFailsIsADeviceThatIsLostOnceAndWellWhenTextsCome() throws Exception {
    start(MAPPINGS);
    plc.fail("press/alarms", "the connection to the server is lost");
    plc.fail("press/alarms", "no session");
    tells("LISTENING", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z");

    Wait.until(() -> observations.accepted().size() == 2);
    assertThat(observations.accepted())
        .extracting(each -> ((DeviceStatus) each).status(), each -> ((DeviceStatus) each).device())
        .containsExactly(
            tuple(DeviceStatus.Status.LOST, "press/alarms"),
            tuple(DeviceStatus.Status.OK, "press/alarms"));
  }

  @Test
  void whatAMappingRefusesIsNotedAndTheNextIsTaken() throws Exception {
    start(MAPPINGS);
    plc.say("press/alarms", "no JSON");
    tells("RAISED", "2026-03-02T09:00:00Z", "2026-03-02T09:00:00Z");

    Wait.until(() -> findings().size() == 1 && !store.newest("observation.refused", 9).isEmpty());
    assertThat(store.newest("observation.refused", 9))
        .singleElement()
        .satisfies(
            entry -> assertThat(entry.facts().text("from")).contains("driver/plc/press/alarms"));
  }

  @Test
  void aTextThatNoMappingNamesIsBadAsBeforeAndRememberedForPeople() throws Exception {
    start(MAPPINGS.replace("driver/plc/#", "driver/saw/#"));
    plc.say("press/alarms", "open");

    Wait.until(() -> taken.last("press/alarms") != null);
    assertThat(taken.last("press/alarms").quality()).isEqualTo(Quality.BAD);
    assertThat(book.untaken).containsExactly("driver/plc/press/alarms");
  }

  @Test
  void aTextOfAnAssetsChannelIsAMessageOfItsTopicAndItsNumbersStayReadings() throws Exception {
    FakeAsset asset = new FakeAsset("press-2", "alarm", "pressure");
    book.mappings = Optional.of(mappings(MAPPINGS.replace("driver/plc/#", "asset/press-2/alarm")));
    AssetSource from =
        new AssetSource(
            asset,
            observations,
            store,
            Clock.systemUTC(),
            Map.of("kura.service.pid", "from-press-2"),
            Given.settings(AssetSource.Config.class, Map.of("asset_pid", "press-2")));
    try {
      from.setPayloadBook(book);
      from.setSampleIntake(taken);
      Wait.until(() -> asset.heard("alarm") && asset.heard("pressure"));
      asset.fail("alarm", 1, "wire broken");
      asset.tell("alarm", 2, TypedValues.newStringValue(text("RAISED", RAISED, RAISED)));
      asset.tell("pressure", 2, TypedValues.newDoubleValue(6));

      Wait.until(() -> observations.accepted().size() == 4);
      assertThat(observations.accepted())
          .extracting(each -> each.getClass().getSimpleName())
          .containsExactly("DeviceStatus", "DeviceStatus", "Inspection", "Measurement");
      assertThat(findings()).extracting(Finding::defectClass).containsExactly("LoadHigh");
      assertThat(taken.of("press/LoadHigh")).hasSize(1);
    } finally {
      from.stop();
    }
  }
}
