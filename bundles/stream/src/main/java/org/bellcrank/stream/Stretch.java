package org.bellcrank.stream;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.bellcrank.journal.Facts;

/**
 * All samples of a point around findings.
 *
 * @param point the point's id
 * @param unit UCUM unit of the values; empty where the point has none
 * @param crossings what it was kept for, at least one
 * @param from the time from which on samples were wanted, nanoseconds since 1970
 * @param until the time up to which samples were wanted, included
 * @param waveforms whether they are values of waveforms, between which there may be any time
 * @param samples what came of them, at any order of time
 * @param lacks why it is not whole, in words; empty where it is
 */
record Stretch(
    String point,
    Optional<String> unit,
    List<Crossing> crossings,
    long from,
    long until,
    boolean waveforms,
    SampleRing.Slice samples,
    List<String> lacks) {

  static final String MEDIA_TYPE = "text/csv";

  /** Distances beyond so many usual ones are holes. */
  private static final double HOLE = 1.5;

  /** Keeps unmodifiable copies of the lists. */
  Stretch {
    crossings = List.copyOf(crossings);
    lacks = List.copyOf(lacks);
  }

  /** Bytes of memory that its samples need. */
  long bytes() {
    return 16L * samples.times().length;
  }

  /** The same in the order of time; what was measured at the same time as it came. */
  Stretch sorted() {
    long[] times = samples.times();
    boolean sorted = true;
    for (int i = 1; i < times.length && sorted; i++) {
      sorted = times[i] >= times[i - 1];
    }
    return sorted ? this : with(ordered(samples));
  }

  private static SampleRing.Slice ordered(SampleRing.Slice of) {
    Integer[] order = new Integer[of.times().length];
    Arrays.setAll(order, i -> i);
    Arrays.sort(order, (one, other) -> Long.compare(of.times()[one], of.times()[other]));
    long[] times = new long[order.length];
    double[] values = new double[order.length];
    for (int i = 0; i < order.length; i++) {
      times[i] = of.times()[order[i]];
      values[i] = of.values()[order[i]];
    }
    return new SampleRing.Slice(times, values);
  }

  private Stretch with(SampleRing.Slice other) {
    return new Stretch(point, unit, crossings, from, until, waveforms, other, lacks);
  }

  /** Samples a second by the usual distance of two, in Hz; empty where it has none. */
  OptionalDouble rate() {
    long usual = usual();
    return usual > 0 ? OptionalDouble.of(1e9 / usual) : OptionalDouble.empty();
  }

  /** How many samples are missing by the usual distance; empty where it has none. */
  OptionalLong missing() {
    long usual = waveforms ? 0 : usual();
    if (usual <= 0) {
      return OptionalLong.empty();
    }
    long[] times = samples.times();
    long missing = hole(times[0] - from, usual) + hole(until - times[times.length - 1], usual);
    for (int i = 1; i < times.length; i++) {
      missing += Math.max(0, hole(times[i] - times[i - 1], usual) - 1);
    }
    return OptionalLong.of(missing);
  }

  private static long hole(long distance, long usual) {
    return distance > HOLE * usual ? Math.round((double) distance / usual) : 0;
  }

  /** The median distance of two samples that follow each other, in nanoseconds; 0 for none. */
  private long usual() {
    long[] times = samples.times();
    if (times.length < 2) {
      return 0;
    }
    long[] distances = new long[times.length - 1];
    for (int i = 1; i < times.length; i++) {
      distances[i - 1] = times[i] - times[i - 1];
    }
    Arrays.sort(distances);
    return distances[distances.length / 2];
  }

  /** What is to be known of it beside the samples. */
  Facts facts() {
    return Facts.with("point", point)
        .put("unit", unit)
        .put("from", WindowRun.instant(from))
        .put("to", WindowRun.instant(until))
        .put("samples", samples.times().length)
        .put("rate", rate().isPresent() ? rate().getAsDouble() : null)
        .put("missing", missing().isPresent() ? missing().getAsLong() : null)
        .put("complete", lacks.isEmpty())
        .put("lacks", lacks.isEmpty() ? null : lacks)
        .build();
  }

  /**
   * Comma-separated values: lines that begin with {@code #} say what it is, then come {@code time}
   * (ISO 8601, UTC) and {@code value}, each with all its digits.
   */
  byte[] csv() {
    StringBuilder text = new StringBuilder(200 + 40 * samples.times().length);
    facts()
        .values()
        .forEach((key, value) -> text.append(line("# %s: %s".formatted(key, value))).append('\n'));
    for (Crossing each : crossings) {
      text.append(
          line(
              "# crossing: %s, observation %s"
                  .formatted(WindowRun.instant(each.at()), each.observation())));
      text.append('\n');
    }
    text.append("time,value\n");
    for (int i = 0; i < samples.times().length; i++) {
      text.append(WindowRun.instant(samples.times()[i])).append(',');
      text.append(samples.values()[i]).append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static String line(String text) {
    return text.replaceAll("\\p{Cntrl}", " ");
  }
}
