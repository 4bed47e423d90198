package org.bellcrank.payload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.observation.RefusedObservationException;
import org.bellcrank.stream.Sample;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Topics that no mapping took, and mappings that they might get. */
class UntakenTopicsTest {

  private final UntakenTopics topics = new UntakenTopics();

  @Test
  void aTopicIsCountedAndItsNewestMessageShown() {
    topics.add(Mappings.of("plant/a", "{\"v\":1}"), false);
    topics.add(Mappings.of("plant/b", "2"), false);
    topics.add(Mappings.of("plant/a", "{\"v\":3}"), false);

    List<Untaken> told = topics.newest(PayloadMappings.NONE, 10);

    assertThat(told).extracting(Untaken::topic).containsExactly("plant/a", "plant/b");
    assertThat(told.get(0).count()).isEqualTo(2);
    assertThat(told.get(0).sample()).isEqualTo("{\"v\":3}");
    assertThat(told.get(0).source()).isEqualTo("mqtt:plant/a");
    assertThat(told.get(0).at()).isEqualTo(Mappings.NOW);
    assertThat(told.get(0).bytes()).isEqualTo(7);
    assertThat(topics.newest(PayloadMappings.NONE, 1)).hasSize(1);
  }

  @Test
  void manyTopicsAndLongMessagesTakeNoMoreRoomThanIsSaid() {
    String longest = "ä".repeat(UntakenTopics.KEPT_BYTES);
    for (int i = 0; i < UntakenTopics.MOST + 5; i++) {
      topics.add(Mappings.of("plant/" + i, longest), false);
    }
    List<Untaken> told = topics.newest(PayloadMappings.NONE, 1000);

    assertThat(told).hasSize(UntakenTopics.MOST);
    assertThat(told.get(0).topic()).isEqualTo("plant/204");
    assertThat(told).extracting(Untaken::topic).doesNotContain("plant/0", "plant/4");
    assertThat(told.get(0).sample()).hasSize(1_024).startsWith("ää").endsWith("…");
    assertThat(told.get(0).bytes()).isEqualTo(2 * UntakenTopics.KEPT_BYTES);
  }

  @Test
  void whatIsNoTextIsShownAsBytes() {
    byte[] bytes = {0, (byte) 0xff, 16};
    topics.add(new Payload("plant/raw", bytes, "mqtt:plant/raw", Mappings.NOW), false);
    assertThat(topics.newest(PayloadMappings.NONE, 1).get(0).sample()).isEqualTo("00 ff 10");
    assertThat(MappingSkeleton.of("plant/raw", bytes)).contains("format: bytes");
    assertThat(MappingSkeleton.of("plant/raw", new byte[] {'a', 0})).contains("format: bytes");
  }

  @Test
  void aTopicThatAMappingNamesMeanwhileIsNoLongerTold() throws Exception {
    topics.add(Mappings.of("plant/a", "7"), false);
    topics.add(Mappings.of("plant/b", "8"), true);
    assertThat(topics.newest(PayloadMappings.NONE, 10))
        .extracting(Untaken::topic)
        .containsExactly("plant/a");
    assertThat(topics.newest(Mappings.read(MappingSkeleton.of("plant/a", new byte[0])), 10))
        .as("a is named now; nothing names b any more")
        .isEmpty();
    assertThat(topics.newest(Mappings.read(MappingSkeleton.of("plant/b", new byte[0])), 10))
        .extracting(Untaken::topic)
        .as("what none names stands first")
        .containsExactly("plant/a", "plant/b");
  }

  @Test
  void sourcesRememberWhatNoMappingNamedAndWhatEachPassedOver() throws Exception {
    Mapped mapped = new Mapped(true);
    PayloadMappings mappings =
        Mappings.read(
            """
            payloads:
              - id: hot
                topics: [plant/heat]
                when: item.v > 50.0
                sample: { point: "'heat'", value: item.v }
            """);
    mapped.here(
        new PayloadBook() {
          @Override
          public Optional<PayloadMappings> payloads() {
            return Optional.of(mappings);
          }

          @Override
          public void untaken(Payload payload, boolean named) {
            topics.add(payload, named);
          }

          @Override
          public void taken(String topic) {
            topics.taken(topic);
          }
        });

    assertThat(mapped.read(mappings, Mappings.of("plant/heat", "{\"v\":60}")).samples()).hasSize(1);
    assertThat(mapped.read(mappings, Mappings.of("plant/heat", "{\"v\":40}")).isEmpty()).isTrue();
    assertThatThrownBy(() -> mapped.read(mappings, Mappings.of("plant/cold", "{\"v\":4}")))
        .isInstanceOf(RefusedObservationException.class);

    assertThat(topics.newest(mappings, 10))
        .extracting(Untaken::topic)
        .containsExactly("plant/cold", "plant/heat");
    assertThat(topics.newest(mappings, 10)).extracting(Untaken::named).containsExactly(false, true);

    mapped.read(mappings, Mappings.of("plant/heat", "{\"v\":70}"));
    assertThat(topics.newest(mappings, 10))
        .extracting(Untaken::topic)
        .as("what its mapping passed over it passed over on purpose")
        .containsExactly("plant/cold");
    mapped.read(mappings, Mappings.of("plant/heat", "{\"v\":30}"));
    assertThat(topics.newest(mappings, 10))
        .extracting(Untaken::topic, Untaken::count)
        .as("counted since a message was taken")
        .containsExactly(tuple("plant/cold", 1L), tuple("plant/heat", 1L));
  }

  @Test
  void oneThatWasForgottenForOthersOrWasNeverThereMayBeTakenToo() {
    String longest = "x".repeat(2_000);
    topics.add(Mappings.of(longest, "1"), true);
    topics.taken("plant/never");
    assertThat(topics.newest(PayloadMappings.NONE, 1)).isEmpty();
    for (int i = 0; i < UntakenTopics.MOST; i++) {
      topics.add(Mappings.of("plant/" + i, "1"), false);
    }
    topics.taken(longest);
    assertThat(topics.newest(PayloadMappings.NONE, 1000)).hasSize(UntakenTopics.MOST);
    topics.taken("plant/7");
    assertThat(topics.newest(PayloadMappings.NONE, 1000)).hasSize(UntakenTopics.MOST - 1);
  }

  @Test
  void aMappingIsOfferedThatReadsTheMessageAsItCame() throws Exception {
    assertThat(
            samples(
                "plant/pump-3/state",
                "{\"ts\":1777874400123,\"temperature\":61.5,\"pressure\":{\"bar now\":4},\"unit\":\"Cel\"}"))
        .containsExactlyInAnyOrder(
            sample("plant/pump-3/state/temperature", 61.5, "2026-05-04T06:00:00.123Z", "Cel"),
            sample("plant/pump-3/state/bar-now", 4, "2026-05-04T06:00:00.123Z", "Cel"));
    assertThat(
            samples(
                "press/2",
                "{\"device\":\"p\",\"values\":[{\"name\":\"oil\",\"v\":80,\"at\":\"2026-05-04T05:59:00Z\"},"
                    + "{\"name\":\"air\",\"v\":20,\"at\":\"2026-05-04T05:59:01Z\"}]}"))
        .containsExactly(
            sample("press/2/oil", 80, "2026-05-04T05:59:00Z", null),
            sample("press/2/air", 20, "2026-05-04T05:59:01Z", null));
    assertThat(samples("a b/c", " 21.5\n"))
        .containsExactly(sample("a-b/c", 21.5, Mappings.NOW.toString(), null));
    assertThat(samples("write/plant", "cpu,host=a load=0.5 1777874400000000000"))
        .containsExactly(sample("write/plant/cpu/load", 0.5, "2026-05-04T06:00:00Z", null));
    assertThat(samples("list", "[{\"id\":\"x\",\"in\":1}]"))
        .containsExactly(sample("list/x", 1, Mappings.NOW.toString(), null));
  }

  /** Whatever came, what is offered fits the schema and compiles. */
  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{}",
        "[]",
        "[1,2]",
        "null",
        "<a><b>1</b></a>",
        "{\"v\":",
        "hello",
        "{\"it's \\\"odd\\\"\":1,\"\":2,\"ünit\":3,\"a\":{\"b\":{\"c\":{\"d\":1}}}}",
        "{\"v\":1,\"w\":2,\"v1\":3,\"V\":4,\"x\":5,\"y\":6,\"z\":7,\"a\":8,\"b\":9}",
        "a,b\n1,2"
      })
  void whatIsOfferedIsAlwaysAMapping(String message) throws Exception {
    for (String topic : List.of("plant/x", "$SYS/ü \"q\" 'r'", "/", "a+b/#c", "x".repeat(1_000))) {
      byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
      assertThat(Mappings.read(MappingSkeleton.of(topic, bytes)).ids()).isNotEmpty();
    }
    assertThat(Mappings.read(MappingSkeleton.of("raw", new byte[] {-1, 0})).ids()).hasSize(1);
  }

  /** What YAML would take for a number, a truth or nothing is still the name of a mapping. */
  @ParameterizedTest
  @ValueSource(
      strings = {"2024", "1e3", "0x1F", "1.5", ".5", "on", "no", "null", "true", "~", "2026-05-04"})
  void anIdThatLooksLikeSomethingElseIsATextAllTheSame(String topic) throws Exception {
    for (String message : List.of("", "7", "{\"a\":1,\"b\":2}")) {
      byte[] bytes = message.getBytes(StandardCharsets.UTF_8);
      assertThat(Mappings.read(MappingSkeleton.of(topic, bytes)).ids()).isNotEmpty();
    }
  }

  private static Sample sample(String point, double value, String at, String unit) {
    return new Sample(
        point,
        Instant.parse(at),
        value,
        Optional.ofNullable(unit),
        org.bellcrank.stream.Quality.GOOD,
        Optional.empty());
  }

  private List<Sample> samples(String topic, String message) throws Exception {
    Payload payload = Mappings.of(topic, message);
    return Mappings.read(MappingSkeleton.of(topic, payload.bytes())).read(payload).samples();
  }
}
