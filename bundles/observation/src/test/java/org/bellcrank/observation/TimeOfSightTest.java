package org.bellcrank.observation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.junit.jupiter.api.Test;

class TimeOfSightTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private static Measurement at(CaptureTime captured) {
    return new Measurement("i", "s", captured, "p", 1.5, Optional.of("mm/s"), Map.of("lot", "7"));
  }

  private static CaptureTime source(Instant at) {
    return new CaptureTime(at, ClockQuality.SOURCE);
  }

  @Test
  void aTimeFrom2000ToFiveMinutesAheadStandsAsItWasTold() {
    for (Instant can : List.of(NOW.plusSeconds(300), NOW, Instant.parse("2000-01-01T00:00:00Z"))) {
      Observation told = at(source(can));
      assertThat(TimeOfSight.believed(told, NOW)).isSameAs(told);
    }
  }

  @Test
  void anyOtherTimeStandsBesideTheGateways() {
    for (Instant cannot :
        List.of(NOW.plusSeconds(301), Instant.parse("1999-12-31T23:59:59Z"), Instant.EPOCH)) {
      Observation believed = TimeOfSight.believed(at(source(cannot)), NOW);
      assertThat(believed)
          .isEqualTo(at(new CaptureTime(NOW, ClockQuality.GATEWAY, Optional.of(cannot))));
      assertThat(TimeOfSight.told(believed)).isEqualTo(TimeOfSight.told(at(source(cannot))));
    }
  }

  @Test
  void whatNoCalendarHoldsIsClaimedAsItsEdge() {
    assertThat(TimeOfSight.believed(at(source(Instant.MAX)), NOW).captured().claimed())
        .contains(Instant.parse("9999-12-31T23:59:59Z"));
    assertThat(TimeOfSight.believed(at(source(Instant.MIN)), NOW).captured().claimed())
        .contains(Instant.parse("0001-01-01T00:00:00Z"));
    assertThat(TimeOfSight.told(TimeOfSight.believed(at(source(Instant.MAX)), NOW)))
        .isEqualTo(TimeOfSight.told(at(source(Instant.MAX))));
  }

  // A live camera's frame is stamped by the gateway's clock, which may be set back before the
  // intake sees it: that is no source's doing.
  @Test
  void theGatewaysOwnTimeIsNobodysClaim() {
    Observation stamped = at(new CaptureTime(NOW.plusSeconds(7200), ClockQuality.GATEWAY));
    assertThat(TimeOfSight.believed(stamped, NOW))
        .isEqualTo(at(new CaptureTime(NOW, ClockQuality.GATEWAY)));
    assertThat(TimeOfSight.told(stamped))
        .isEqualTo(TimeOfSight.told(TimeOfSight.believed(stamped, NOW)))
        .isNotEqualTo(TimeOfSight.told(at(source(NOW))));
  }

  @Test
  void everyKindOfObservationKeepsTheRest() {
    CaptureTime wrong = source(Instant.EPOCH);
    CaptureTime right = new CaptureTime(NOW, ClockQuality.GATEWAY, Optional.of(Instant.EPOCH));
    Detection pit = new Detection("p", "pit", 0.8, Optional.empty(), Optional.of("t"));
    Optional<ModelStamp> model = Optional.of(new ModelStamp("m", "1", "", "CPU"));
    Map<String, String> context = Map.of("lot", "7");
    assertThat(
            TimeOfSight.believed(
                new Inspection("i", "s", wrong, 4, 3, List.of(pit), model, List.of(), context),
                NOW))
        .isEqualTo(new Inspection("i", "s", right, 4, 3, List.of(pit), model, List.of(), context));
    assertThat(
            TimeOfSight.believed(
                new Prediction("i", "s", wrong, "p", "wear", 0.5, Optional.of(9.0), model, context),
                NOW))
        .isEqualTo(
            new Prediction("i", "s", right, "p", "wear", 0.5, Optional.of(9.0), model, context));
    assertThat(
            TimeOfSight.believed(
                new DeviceStatus("i", "s", wrong, "d", DeviceStatus.Status.LOST, "w", context),
                NOW))
        .isEqualTo(new DeviceStatus("i", "s", right, "d", DeviceStatus.Status.LOST, "w", context));
  }
}
