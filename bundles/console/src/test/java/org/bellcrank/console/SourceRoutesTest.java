package org.bellcrank.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.observation.SourceLife.Points;
import org.bellcrank.observation.SourceLife.Sign;
import org.junit.jupiter.api.Test;

/** The list of sources. */
class SourceRoutesTest {

  private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

  private final Desks desks = new Desks();

  @Test
  void aDeviceThatIsOffIsOneLineAtTheTopHoweverManyPointsItHas() {
    SourceLife broker = () -> new Sign("line-1", "mqtt", true, "it is connected");
    SourceLife drivers =
        new SourceLife() {
          @Override
          public Sign sign() {
            return new Sign("points", "points", false, "no values come from plc-4");
          }

          @Override
          public List<Sign> signs() {
            return List.of(
                driver("plc-1", true, new Points(10, 1, 1, Optional.of(NOW.minusSeconds(3)), 2)),
                driver("plc-4", false, new Points(0, 800, 0, Optional.empty(), 0)));
          }
        };
    desks.addSource(broker);
    desks.addSource(drivers);
    List<Facts> sources = sources();
    assertThat(sources)
        .extracting(each -> each.requireText("name"))
        .containsExactly("plc-4", "line-1", "plc-1");
    assertThat(sources.get(0).values())
        .containsEntry("alive", false)
        .containsEntry("kind", "driver")
        .containsEntry("points", 800L)
        .containsEntry("bad", 800L)
        .containsEntry("words", "words of plc-4")
        .doesNotContainKey("age");
    assertThat(sources.get(1).values()).doesNotContainKeys("points", "bad", "age");
    assertThat(sources.get(2).values())
        .containsEntry("good", 10L)
        .containsEntry("silent", 1L)
        .containsEntry("skipped", 2L)
        .containsEntry("age", 3.0);

    desks.removeSource(drivers);
    assertThat(sources()).hasSize(1);
  }

  private static Sign driver(String name, boolean alive, Points points) {
    return new Sign(name, "driver", alive, "words of " + name, Optional.of(points));
  }

  private List<Facts> sources() {
    Route route = SourceRoutes.of(List::of, desks, Clock.fixed(NOW, ZoneOffset.UTC));
    Answer answer = route.answer(new Request(Map.of(), Map.of(), new byte[0]));
    return ((Answer.Json) answer).facts().factsList("sources");
  }
}
