package org.bellcrank.stream;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
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
 * @param lacks why it is not whole, in words, so far as was known when it was cut out
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

  /** By numbers alone: a million objects would need more memory than the samples do. */
  private static SampleRing.Slice ordered(SampleRing.Slice of) {
    long[] times = of.times().clone();
    Arrays.sort(times);
    double[] values = new double[times.length];
    int[] placed = new int[times.length]; // so many of the time that begins here
    for (int i = 0; i < times.length; i++) {
      int first = first(times, of.times()[i]);
      values[first + placed[first]++] = of.values()[i];
    }
    return new SampleRing.Slice(times, values);
  }

  /** The first place of a time among times in their order. */
  private static int first(long[] times, long time) {
    int low = 0;
    int high = times.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (times[middle] < time) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
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
    long[] distances = distances();
    return distances.length == 0 ? 0 : distances[distances.length / 2];
  }

  /** The distances of two samples that follow each other, the shortest first. */
  private long[] distances() {
    long[] times = samples.times();
    long[] distances = new long[Math.max(0, times.length - 1)];
    for (int i = 0; i < distances.length; i++) {
      distances[i] = times[i + 1] - times[i];
    }
    Arrays.sort(distances);
    return distances;
  }

  /**
   * What its times alone say of it. Samples that come evenly have no hole. Those of a source that
   * tells only changes may have any; but they are not all on one side.
   */
  private List<String> holes() {
    long[] times = samples.times();
    if (waveforms) {
      return List.of();
    }
    if (times.length == 0) {
      return List.of("no sample came in this time");
    }
    long[] distances = distances();
    if (distances.length == 0) {
      return List.of(); // one sample says nothing of when the next was to come
    }
    double usual = HOLE * distances[distances.length / 2];
    boolean even = distances[distances.length * 9 / 10] <= usual;
    long missing = missing().orElse(0);
    if (even && missing > 0) {
      return List.of("%d samples are missing by their usual distance".formatted(missing));
    }
    double longest = HOLE * distances[distances.length - 1];
    List<String> holes = new ArrayList<>();
    if (times[0] - from > longest) {
      holes.add("nothing came before %s".formatted(WindowRun.instant(times[0])));
    }
    if (until - times[times.length - 1] > longest) {
      holes.add("nothing came after %s".formatted(WindowRun.instant(times[times.length - 1])));
    }
    return holes;
  }

  /** What is to be known of it beside the samples. */
  Facts facts() {
    List<String> all = lacks.isEmpty() ? holes() : lacks;
    return Facts.with("point", point)
        .put("unit", unit)
        .put("from", WindowRun.instant(from))
        .put("to", WindowRun.instant(until))
        .put("samples", samples.times().length)
        .put("rate", rate().isPresent() ? rate().getAsDouble() : null)
        .put("missing", missing().isPresent() ? missing().getAsLong() : null)
        .put("complete", all.isEmpty())
        .put("lacks", all.isEmpty() ? null : all)
        .build();
  }

  /** Writes it as a file, see {@link StretchCsv}. */
  void csv(OutputStream out) throws IOException {
    StretchCsv.write(this, out);
  }
}
