package org.bellcrank.historian;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.DeviceStatus;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationId;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.RefusedObservationException;
import org.bellcrank.payload.Mapped;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadContent;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.stream.Passage;
import org.bellcrank.stream.Quality;
import org.bellcrank.stream.Sample;
import org.bellcrank.stream.SampleIntake;
import org.bellcrank.stream.Waveform;

/**
 * Hands records on: those of points with a pipeline as samples, which waits for room, all others as
 * measurements, which waits for the disk. A record without a value changes the state of its point
 * as a device; the first record after a start tells that state in any case. What a row says, the
 * mappings of the site documents say. For one thread at a time.
 */
public final class Outlet {

  private static final int WORDS = 1_000;

  private final String source;
  private final ObservationIntake intake;
  private final Supplier<SampleIntake> samples;
  private final Store store;
  private final Clock clock;
  private final Mapped mapped;
  private final Map<String, DeviceStatus.Status> states = new HashMap<>();

  /**
   * An outlet of one instance.
   *
   * @param source who reports, as observations name it, such as {@code sql:plant}
   * @param samples gives null while nobody takes samples
   */
  public Outlet(
      String source,
      ObservationIntake intake,
      Supplier<SampleIntake> samples,
      Store store,
      Clock clock) {
    this(source, intake, samples, store, clock, new Mapped(false));
  }

  /**
   * An outlet of one instance whose records may be rows.
   *
   * @param source who reports, as observations name it, such as {@code sql:plant}
   * @param samples gives null while nobody takes samples
   * @param mapped where the mappings of rows are
   */
  public Outlet(
      String source,
      ObservationIntake intake,
      Supplier<SampleIntake> samples,
      Store store,
      Clock clock,
      Mapped mapped) {
    this.source = source;
    this.intake = intake;
    this.samples = samples;
    this.store = store;
    this.clock = clock;
    this.mapped = mapped;
  }

  /**
   * Returns when all of them are durable or taken. What is refused is noted and passed over.
   *
   * @return how many were refused
   * @throws org.bellcrank.journal.StoreException when the disk takes none now; some may be taken
   * @throws HistorianException when rows cannot be read yet; none is taken
   */
  int take(List<HistoricalRecord> records) throws HistorianException, InterruptedException {
    SampleIntake there = samples.get();
    List<Sample> streamed = new ArrayList<>();
    List<Waveform> waves = new ArrayList<>();
    List<Passage> passages = new ArrayList<>();
    List<Observation> observed = new ArrayList<>();
    Map<String, DeviceStatus.Status> changed = new HashMap<>();
    Map<HistoricalRow, RefusedObservationException> wrong = new LinkedHashMap<>();
    for (HistoricalRecord record : records) {
      if (record instanceof HistoricalRow row) {
        try {
          PayloadContent content = said(row);
          observed.addAll(content.observations());
          streamed.addAll(content.samples());
          waves.addAll(content.waveforms());
          passages.addAll(content.passages());
        } catch (RefusedObservationException e) {
          wrong.put(row, e);
        }
      } else if (record instanceof HistoricalValue value) {
        if (there != null && there.streams(value.point())) {
          streamed.add(sample(value));
        } else {
          observed.addAll(observations(value, changed));
        }
      }
    }
    PayloadContent all = new PayloadContent(List.of(), streamed, waves, passages);
    if (there == null && all.streams()) {
      throw new HistorianException("nothing takes samples here yet");
    }
    int refused = kept(observed) + wrong.size();
    // Not before: rows that wait are read again with each try.
    wrong.forEach((row, refusal) -> note("row " + row.mark(), refusal));
    // Not before: what the disk did not take is told again with the next try.
    states.putAll(changed);
    if (all.streams()) {
      all.into(there);
    }
    return refused;
  }

  private PayloadContent said(HistoricalRow row) throws HistorianException {
    PayloadMappings mappings =
        mapped
            .mappings()
            .orElseThrow(() -> new HistorianException("no site documents are in force yet"));
    byte[] json = row.json().getBytes(StandardCharsets.UTF_8);
    Payload payload = new Payload(row.topic(), json, source, clock.instant());
    if (!mappings.has(row.topic())) {
      mapped.untaken(payload, false);
      throw new HistorianException(
          "payload.topic: given %s, which no mapping under payloads names; allowed: one that is named"
              .formatted(row.topic()));
    }
    return mapped.read(mappings, payload);
  }

  private static Sample sample(HistoricalValue value) {
    return new Sample(
        value.point(), value.at(), value.value(), value.unit(), value.quality(), value.note());
  }

  private List<Observation> observations(
      HistoricalValue value, Map<String, DeviceStatus.Status> changed) {
    List<Observation> told = new ArrayList<>();
    boolean usable = value.quality() != Quality.BAD && Double.isFinite(value.value());
    DeviceStatus.Status now =
        usable
            ? DeviceStatus.Status.OK
            : value.quality() == Quality.BAD
                ? DeviceStatus.Status.LOST
                : DeviceStatus.Status.OUT_OF_RANGE;
    DeviceStatus.Status before = changed.getOrDefault(value.point(), states.get(value.point()));
    if (now != before) {
      // The first of a start too: the point may have been lost when the one before ended.
      told.add(state(value, now));
      changed.put(value.point(), now);
    }
    if (usable) {
      told.add(
          new Measurement(
              ObservationId.of(source, value.content()),
              source,
              captured(value),
              value.point(),
              value.value(),
              value.unit(),
              Map.of()));
    }
    return told;
  }

  private DeviceStatus state(HistoricalValue value, DeviceStatus.Status now) {
    String words =
        now == DeviceStatus.Status.OK
            ? "values come"
            : value.note().orElse("value " + value.value());
    return new DeviceStatus(
        ObservationId.of(source, now + " " + value.content()),
        source,
        captured(value),
        value.point(),
        now,
        words.length() > WORDS ? words.substring(0, WORDS) : words,
        Map.of());
  }

  private static CaptureTime captured(HistoricalValue value) {
    return new CaptureTime(value.at(), CaptureTime.ClockQuality.SOURCE);
  }

  private int kept(List<Observation> observations) {
    List<CompletableFuture<?>> answers = new ArrayList<>();
    for (Observation each : observations) {
      answers.add(submitted(each));
    }
    int refused = 0;
    for (int i = 0; i < answers.size(); i++) {
      try {
        answers.get(i).join();
      } catch (CompletionException e) {
        if (e.getCause() instanceof RefusedObservationException refusal) {
          note(observations.get(i).id(), refusal);
          refused++;
        } else {
          throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
      }
    }
    return refused;
  }

  private CompletableFuture<?> submitted(Observation observation) {
    try {
      return intake.submit(observation);
    } catch (RuntimeException e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  private void note(String id, RefusedObservationException refusal) {
    Instant now = clock.instant();
    store.commit(
        unit -> {
          unit.append(
              now,
              "observation.refused",
              source,
              Facts.with("error", String.valueOf(refusal.getMessage())).put("id", id).build());
          return null;
        });
  }
}
