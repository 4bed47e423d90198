package org.bellcrank.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.Prediction;
import org.bellcrank.observation.RefusedObservationException;
import org.bellcrank.stream.Passage;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.junit.jupiter.api.Test;

class PayloadMappingsTest {

  private static final String BATCH =
      """
      payloads:
        - id: press
          topics: [plant/+/press/#]
          times: milliseconds
          each: data.values
          when: item.kind == 'temperature'
          sample:
            point: level[1] + '/press-' + level[3] + '/temperature'
            value: item.v
            at: item.ts
            unit: "'Cel'"
            quality: "item.q >= 192.0 ? 'good' : 'bad'"
            note: string(int(item.q))
      """;

  @Test
  void aBatchBecomesSamplesWithPointTimeUnitAndQuality() throws Exception {
    PayloadContent read =
        Mappings.read(BATCH)
            .read(
                Mappings.of(
                    "plant/north/press/2",
                    """
                    {"values":[{"kind":"temperature","v":81,"ts":1777874400123,"q":192},
                     {"kind":"pressure","v":4,"ts":1,"q":192},
                     {"kind":"temperature","v":82.5,"ts":1777874401123,"q":24}]}
                    """));
    assertThat(read.samples())
        .containsExactly(
            new Sample(
                "north/press-2/temperature",
                Instant.ofEpochMilli(1777874400123L),
                81,
                Optional.of("Cel"),
                Quality.GOOD,
                Optional.of("192")),
            Sample.bad("north/press-2/temperature", Instant.ofEpochMilli(1777874401123L), "24"));
    assertThat(read.observations()).isEmpty();
  }

  @Test
  void anItemThatIsWrongIsToldWithItsPlaceAndNothingOfTheMessageIsTaken() throws Exception {
    PayloadMappings mappings = Mappings.read(BATCH);
    assertThatThrownBy(
            () ->
                mappings.read(
                    Mappings.of(
                        "plant/north/press/2",
                        "{\"values\":[{\"kind\":\"temperature\",\"v\":81,\"ts\":1,\"q\":192},"
                            + "{\"kind\":\"temperature\",\"v\":\"hot\",\"ts\":1,\"q\":192}]}")))
        .isInstanceOf(RefusedObservationException.class)
        .hasMessage("payloads press item 1 value: given 'hot'; allowed: a number");
    assertThatThrownBy(
            () ->
                mappings.read(
                    Mappings.of(
                        "plant/north/press/2",
                        "{\"values\":{\"kind\":\"temperature\",\"ts\":1,\"q\":192}}")))
        .hasMessage("payloads press value: given nothing; allowed: a number");
    assertThatThrownBy(() -> mappings.read(Mappings.of("plant/n/press/2", "{\"values\":[1,}")))
        .hasMessage("payloads press message line 1 column 14: given '}'; allowed: a JSON value");
    assertThatThrownBy(() -> mappings.read(Mappings.of("plant/n/press/2", "{\"values\":[{}]}")))
        .hasMessageContaining("payloads press when: given what cannot be decided");
  }

  @Test
  void whatAStationTellsOfAPartIsAPassageAndWhereItWasJudgedHow() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: stations
                topics: [mes/+/done]
                passage: {part: data.serial, asset: "level[1]", at: data.at, good: data.ok}
            """);
    String told = "{\"serial\":4711,\"at\":\"2026-05-04T06:00:00Z\"%s}";
    Instant at = Instant.parse("2026-05-04T06:00:00Z");
    assertThat(mappings.read(Mappings.of("mes/press-2/done", told.formatted(""))).passages())
        .containsExactly(new Passage("4711", "press-2", at, Optional.empty()));
    PayloadContent judged =
        mappings.read(Mappings.of("mes/check/done", told.formatted(",\"ok\":false")));
    assertThat(judged.passages())
        .containsExactly(new Passage("4711", "check", at, Optional.of(false)));
    assertThat(judged.isEmpty()).isFalse();
    assertThat(judged.streams()).isTrue();
    assertThatThrownBy(
            () -> mappings.read(Mappings.of("mes/c/done", told.formatted(",\"ok\":\"maybe\""))))
        .hasMessage("payloads stations good: given 'maybe'; allowed: true or false");
    assertThatThrownBy(
            () ->
                mappings.read(Mappings.of("mes/c/done", told.formatted("").replace("26-", "99-"))))
        .hasMessageContaining("payloads stations at: given 2099-05-04T06:00:00Z; allowed: up to");
    assertThatThrownBy(
            () ->
                mappings.read(
                    Mappings.of("mes/c/done", told.formatted("").replace("4711", "\" \""))))
        .hasMessageContaining("part: given ' '; allowed: 1 to 128 characters");
  }

  @Test
  void aTopicThatNoMappingNamesIsRefused() throws Exception {
    PayloadMappings mappings = Mappings.read(BATCH);
    assertThat(mappings.has("plant/north/press/2")).isTrue();
    assertThat(mappings.has("plant/north/saw/2")).isFalse();
    assertThatThrownBy(() -> mappings.read(Mappings.of("x", "1")))
        .hasMessageContaining("topic: given 'x'");
  }

  @Test
  void aConditionOfTheTopicIsAskedBeforeTheMessageIsRead() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: t
                topics: [plant/#]
                when: level[1] != 'log' && data.kind == 'temperature' && !retained
                sample: {point: "'p'", value: data.v}
              - id: all
                topics: [plant/#]
                format: text
                when: level[1] == 'log' && known.item
                sample: {point: "'lines'", value: "1"}
            """);
    assertThat(mappings.read(Mappings.of("plant/log", "no JSON")).samples())
        .extracting(Sample::point)
        .containsExactly("lines");
    assertThat(
            mappings
                .read(
                    new Payload(
                        "plant/x", new byte[] {'{'}, "s", Mappings.NOW, true)) // kept: ruled out
                .isEmpty())
        .isTrue();
    assertThatThrownBy(() -> mappings.read(Mappings.of("plant/x", "no JSON")))
        .hasMessageStartingWith("payloads t message");
    assertThat(
            mappings.read(Mappings.of("plant/x", "{\"kind\":\"temperature\",\"v\":1}")).samples())
        .hasSize(1);
  }

  @Test
  void whetherTheMessageHasSomethingIsNoConditionOfTheTopic() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: t
                topics: [t]
                each: data
                when: "!has(item.v) || index > 0"
                sample: {point: "'p'", value: "1"}
            """);
    assertThat(mappings.read(Mappings.of("t", "[{\"v\":1}]")).isEmpty()).isTrue();
    assertThat(mappings.read(Mappings.of("t", "[{\"w\":1}, {\"v\":1}]")).samples()).hasSize(2);
  }

  @Test
  void nullIsASampleOfBadQuality() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: t
                topics: [t]
                sample: {point: "'p'", value: data.v}
            """);
    assertThat(mappings.read(Mappings.of("t", "{\"v\":null}")).samples())
        .singleElement()
        .satisfies(
            sample -> {
              assertThat(sample.quality()).isEqualTo(Quality.BAD);
              assertThat(sample.note()).contains("no value");
              assertThat(sample.at()).isEqualTo(Mappings.NOW);
            });
  }

  @Test
  void whatIsSentAgainHasTheSameIdAndWhatStandsBesideItAnother() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: m
                topics: [m]
                each: data
                measurement: {point: "'p'", value: item, at: received}
            """);
    var first = mappings.read(Mappings.of("m", "[1, 1]")).observations();
    assertThat(first).hasSize(2);
    assertThat(first.get(0).id()).isNotEqualTo(first.get(1).id());
    assertThat(mappings.read(Mappings.of("m", "[1, 1]")).observations()).isEqualTo(first);
  }

  @Test
  void everyKindOfObservationIsMade() throws Exception {
    PayloadContent read =
        Mappings.read(
                """
                payloads:
                  - id: inspection
                    topics: [cam/+]
                    inspection:
                      id: data.id
                      at: data.at
                      width: data.w
                      height: data.h
                      detections: data.found
                      point: "'zone-' + level[1]"
                      class: detection.cls
                      confidence: detection.p
                      box: detection.box
                  - id: prediction
                    topics: [cam/+]
                    when: has(data.rul)
                    prediction:
                      id: data.id + '-p'
                      point: "'spindle'"
                      failureMode: "'bearing'"
                      confidence: "0.78"
                      remainingLifeDays: data.rul
                  - id: status
                    topics: [cam/+]
                    deviceStatus: {id: data.id + '-s', device: "level[1]", status: data.status}
                """)
            .read(
                Mappings.of(
                    "cam/7",
                    """
                    {"id":"a1","at":"2026-05-04T05:59:00+02:00","w":640,"h":480,"rul":18,
                     "status":"out-of-range",
                     "found":[{"cls":"pit","p":0.9,"box":[1,2,3,4]},{"cls":"crack","p":0.5}]}
                    """));
    Inspection seen = (Inspection) read.observations().get(0);
    assertThat(seen.id()).isEqualTo("a1");
    assertThat(seen.captured().at()).isEqualTo(Instant.parse("2026-05-04T03:59:00Z"));
    assertThat(seen.captured().quality()).isEqualTo(ClockQuality.SOURCE);
    assertThat(seen.detections()).extracting(d -> d.defectClass()).containsExactly("pit", "crack");
    assertThat(seen.detections().get(0).box()).isPresent();
    assertThat(((Prediction) read.observations().get(1)).remainingLifeDays()).contains(18.0);
    assertThat(((DeviceStatus) read.observations().get(2)).status())
        .isEqualTo(DeviceStatus.Status.OUT_OF_RANGE);
  }

  // SEN-10: the same alert as JSON and as XML.
  @Test
  void theSameSaidInXmlIsTheSameObservation() throws Exception {
    String mapping =
        """
        payloads:
          - id: alert
            topics: [alert]
            format: %s
            measurement: {id: data.alert.id, point: data.alert.point, value: data.alert.value}
        """;
    var json =
        Mappings.read(mapping.formatted("json"))
            .read(
                Mappings.of(
                    "alert", "{\"alert\":{\"id\":\"a-7\",\"point\":\"press\",\"value\":4.5}}"));
    var xml =
        Mappings.read(mapping.formatted("xml"))
            .read(
                Mappings.of(
                    "alert",
                    "<?xml version='1.0'?><p:alert xmlns:p='urn:x'><id>a-7</id>"
                        + "<point>press</point><value> 4.5 </value></p:alert>"));
    assertThat(xml.observations().get(0).facts().canonical())
        .isEqualTo(json.observations().get(0).facts().canonical());
  }

  @Test
  void xmlReadsAttributesAndRepeatedElementsAndNoDocumentType() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: x
                topics: [x]
                format: xml
                each: data.r.v
                sample: {point: "item['@name']", value: "item['#text']"}
            """);
    assertThat(
            mappings
                .read(Mappings.of("x", "<r><v name='a'>1</v><v name='b'>2e1</v></r>"))
                .samples())
        .extracting(Sample::value)
        .containsExactly(1.0, 20.0);
    assertThat(mappings.read(Mappings.of("x", "<r><v name='a'>1</v></r>")).samples()).hasSize(1);
    for (String bad :
        new String[] {
          "<!DOCTYPE r [<!ENTITY e SYSTEM 'file:///etc/passwd'>]><r><v name='a'>&e;</v></r>",
          "<r><v name='a'>&e;</v></r>",
          "<r>",
          ""
        }) {
      assertThatThrownBy(() -> mappings.read(Mappings.of("x", bad)))
          .isInstanceOf(RefusedObservationException.class)
          .hasMessageStartingWith("payloads x message");
    }
  }

  @Test
  void rowsOfCsvAreItems() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: c
                topics: [c]
                format: csv
                separator: ";"
                columns: [time, name, value]
                times: seconds
                measurement: {point: item.name, value: item.value, at: item.time}
            """);
    var read = mappings.read(Mappings.of("c", "1777874400.5;\"a;\"\"b\"\"\";1.5\r\n\n1;b;2"));
    assertThat(read.observations()).hasSize(2);
    Measurement first = (Measurement) read.observations().get(0);
    assertThat(first.point()).isEqualTo("a;\"b\"");
    assertThat(first.captured().at()).isEqualTo(Instant.ofEpochMilli(1777874400500L));
    assertThatThrownBy(() -> mappings.read(Mappings.of("c", "1;b;2\n1;b")))
        .hasMessage("payloads c message line 2: given 2 fields; allowed: 3 (time, name, value)");
  }

  @Test
  void aPlainNumberIsAMessage() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: n
                topics: ["#"]
                format: number
                sample: {point: topic, value: data}
            """);
    assertThat(mappings.read(Mappings.of("hall/temperature", "21.50\n")).samples())
        .containsExactly(Sample.of("hall/temperature", Mappings.NOW, 21.5));
    assertThat(mappings.has("$SYS/broker")).isFalse();
    assertThatThrownBy(() -> mappings.read(Mappings.of("a", "21,5")))
        .hasMessageContaining("payloads n message: given '21,5'; allowed: a number with a point");
  }

  @Test
  void bytesAreFieldsAtTheirPlaces() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: b
                topics: [b]
                format: bytes
                order: little
                times: milliseconds
                fields:
                  - {name: at, offset: 0, type: int64}
                  - {name: values, offset: 8, type: int16, repeat: true}
                waveform:
                  point: "'spindle'"
                  from: data.at
                  rate: "25600"
                  values: data.values
            """);
    ByteBuffer bytes = ByteBuffer.allocate(14).order(ByteOrder.LITTLE_ENDIAN);
    bytes.putLong(1777874400123L).putShort((short) -2).putShort((short) 300).putShort((short) 1);
    var wave = mappings.read(new Payload("b", bytes.array(), "s", Mappings.NOW)).waveforms().get(0);
    assertThat(wave.values()).containsExactly(-2, 300, 1);
    assertThat(wave.from()).isEqualTo(Instant.ofEpochMilli(1777874400123L));
    assertThatThrownBy(() -> mappings.read(new Payload("b", new byte[9], "s", Mappings.NOW)))
        .hasMessageContaining("message field values: given 1 bytes from 8 on");
  }

  @Test
  void manyElementsOfANameAreNotCopiedForEach() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            "payloads:\n  - id: x\n    topics: [x]\n    format: xml\n"
                + "    sample: {point: \"'p'\", value: size(data.r.a)}\n");
    com.sun.management.ThreadMXBean threads =
        (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
    long before = threads.getCurrentThreadAllocatedBytes();
    assertThat(mappings.read(Mappings.of("x", "<r>" + "<a/>".repeat(20_000) + "</r>")).samples())
        .singleElement()
        .satisfies(sample -> assertThat(sample.value()).isEqualTo(20_000));
    // Copies of all before each would be 800 MB.
    assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(100_000_000);
  }

  @Test
  void aRepeatedFieldHasNoMoreValuesThanAnyMessage() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            "payloads:\n  - id: x\n    topics: [x]\n    format: bytes\n"
                + "    fields: [{name: v, offset: 0, type: int8, repeat: true}]\n"
                + "    sample: {point: \"'p'\", value: size(data.v)}\n");
    assertThatThrownBy(() -> mappings.read(new Payload("x", new byte[100_001], "s", Mappings.NOW)))
        .hasMessageContaining("given 100001 values; allowed: up to 100000");
  }

  private static final String ALARM =
      """
      payloads:
        - id: alarms
          topics: [driver/plc/#]
          alarm:
            key: item.id
            point: "'press'"
            name: item.name
            active: item.active
            raised: item.raised
            at: item.at
            message: item.message
            severity: item.severity
      """;

  private static Payload alarm(boolean active, String raised, String at) {
    return Mappings.of(
        "driver/plc/press",
        """
        {"id":"ns=1;s=High load!","name":"High load!","active":%b,"raised":"%s","at":"%s",
         "message":"above 80","severity":150}"""
            .formatted(active, raised, at));
  }

  @Test
  void eachOccurrenceOfAnAlarmIsOneFindingInWhateverOrderItIsTold() throws Exception {
    PayloadMappings mappings = Mappings.read(ALARM);
    String first = "2026-05-04T05:00:00Z";
    String second = "2026-05-04T05:30:00Z";

    // The second one came before the first was told to have gone; then both are told once more.
    List<Observation> read = new ArrayList<>();
    for (Payload each :
        List.of(
            alarm(true, first, first),
            alarm(true, second, second),
            alarm(false, first, "2026-05-04T05:20:00Z"),
            alarm(true, second, "2026-05-04T05:40:00Z"),
            alarm(false, second, "2026-05-04T05:50:00Z"))) {
      read.addAll(mappings.read(each).observations());
    }

    assertThat(read.stream().map(Observation::id).distinct()).hasSize(2);
    assertThat(read).hasSize(3); // what is told again has the same id, so it is taken once
    Finding finding = read.get(0).findings().get(0);
    assertThat(finding.defectClass()).isEqualTo("High load!");
    assertThat(finding.point()).isEqualTo("press");
    assertThat(read.get(0).id()).matches("[0-9a-f]{32}");
    assertThat(read.get(0).context())
        .isEqualTo(Map.of("raised", first, "message", "above 80", "severity", "150"));
  }

  @Test
  void alarmsOfTwoPlacesWithOneKeyAtOneTimeAreTwo() throws Exception {
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: alarms
                topics: [m]
                alarm: { key: item.code, point: item.machine, active: item.active, raised: item.raised }
            """);
    List<Observation> read = new ArrayList<>();
    // As from behind one proxy, after a dip of the mains.
    for (String machine : List.of("press-1", "press-2", "press-1")) {
      read.addAll(
          mappings
              .read(
                  Mappings.of(
                      "m",
                      """
                      {"machine":"%s","code":"E12","active":true,"raised":"2026-05-04T05:00:00Z"}"""
                          .formatted(machine)))
              .observations());
    }

    assertThat(read.get(1).id()).isNotEqualTo(read.get(0).id());
    assertThat(read.get(2).id()).isEqualTo(read.get(0).id());
  }

  @Test
  void whatIsToldOfOneOccurrenceLaterWasSeenWhenItCame() throws Exception {
    PayloadMappings mappings = Mappings.read(ALARM);
    String raised = "2026-05-04T05:00:00Z";

    Observation first = mappings.read(alarm(true, raised, raised)).observations().get(0);
    Observation later =
        mappings.read(alarm(true, raised, "2026-05-04T05:40:00Z")).observations().get(0);

    assertThat(first.captured().at()).isEqualTo(Instant.parse(raised));
    assertThat(later).as("nothing that contradicts it").isEqualTo(first);
  }

  @Test
  void anAlarmThatNobodyCouldKnowAgainIsRefused() {
    assertThatThrownBy(
            () ->
                Mappings.read(
                    """
                    payloads:
                      - id: alarms
                        topics: [m]
                        alarm: { key: item.id, point: "'press'", active: item.active }
                    """))
        .hasMessageContaining("at or raised");
  }
}
