package org.bellcrank.observation;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.bellcrank.observation.CaptureTime.ClockQuality;

/** Which times of sources can be, and what stands in the place of those that cannot; pure. */
final class TimeOfSight {

  /** How far a source's clock may run ahead of ours. */
  static final Duration AHEAD = Duration.ofMinutes(5);

  static final Instant EARLIEST = Instant.parse("2000-01-01T00:00:00Z");

  /** What expressions, pages and other systems can hold. */
  private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");

  private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

  private static final CaptureTime UNTOLD = new CaptureTime(Instant.EPOCH, ClockQuality.GATEWAY);

  private TimeOfSight() {}

  /** Whether something may have been seen then, by what the gateway's clock says now. */
  static boolean canBe(Instant at, Instant now) {
    return !at.isBefore(EARLIEST) && !at.isAfter(now.plus(AHEAD));
  }

  /**
   * The observation as it is, where its time can be; else with the gateway's time, and the source's
   * beside it.
   */
  static Observation believed(Observation observation, Instant now) {
    CaptureTime captured = observation.captured();
    if (canBe(captured.at(), now)) {
      return observation;
    }
    Optional<Instant> claimed =
        captured.quality() == ClockQuality.GATEWAY
            ? captured.claimed()
            : Optional.of(held(captured.at()));
    return at(observation, new CaptureTime(now, ClockQuality.GATEWAY, claimed));
  }

  /** What the source said, without what the gateway's clock added when it arrived. */
  static Observation told(Observation observation) {
    CaptureTime captured = observation.captured();
    CaptureTime told =
        captured
            .claimed()
            .or(() -> Optional.of(held(captured.at())).filter(at -> isSources(captured)))
            .map(at -> new CaptureTime(at, ClockQuality.SOURCE))
            .orElse(UNTOLD);
    return at(observation, told);
  }

  private static Instant held(Instant at) {
    return at.isBefore(FIRST) ? FIRST : at.isAfter(LAST) ? LAST : at;
  }

  private static boolean isSources(CaptureTime captured) {
    return captured.quality() != ClockQuality.GATEWAY;
  }

  private static Observation at(Observation observation, CaptureTime captured) {
    if (observation instanceof Inspection seen) {
      return new Inspection(
          seen.id(),
          seen.source(),
          captured,
          seen.widthPixels(),
          seen.heightPixels(),
          seen.detections(),
          seen.model(),
          seen.evidence(),
          seen.context());
    }
    if (observation instanceof Measurement read) {
      return new Measurement(
          read.id(),
          read.source(),
          captured,
          read.point(),
          read.value(),
          read.unit(),
          read.context());
    }
    if (observation instanceof Prediction said) {
      return new Prediction(
          said.id(),
          said.source(),
          captured,
          said.point(),
          said.failureMode(),
          said.confidence(),
          said.remainingLifeDays(),
          said.model(),
          said.context());
    }
    if (observation instanceof DeviceStatus status) {
      return new DeviceStatus(
          status.id(),
          status.source(),
          captured,
          status.device(),
          status.status(),
          status.detail(),
          status.context());
    }
    Canary canary = (Canary) observation;
    return new Canary(canary.id(), captured, canary.instance(), canary.requester());
  }
}
