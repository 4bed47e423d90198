package org.bellcrank.stream;

/**
 * What became of samples since the gateway started.
 *
 * @param taken samples that were looked at; a result of a window that goes to a point of its own is
 *     one there
 * @param late passed over: older than the point's lateness allows
 * @param duplicate passed over: time and value of the sample before
 * @param invalid ended as a device state: bad quality, no number, out of range, a unit that does
 *     not fit, a value that does not move
 * @param ignored passed over: the source does not vouch for them, and the documents say so
 * @param gated not taken into windows: the asset is in a state in which they say nothing
 * @param shed not taken into a window or interval that was closed or full
 * @param measured became measurements
 */
public record StreamCounts(
    long taken,
    long late,
    long duplicate,
    long invalid,
    long ignored,
    long gated,
    long shed,
    long measured) {

  /** Nothing yet. */
  public static final StreamCounts NONE = new StreamCounts(0, 0, 0, 0, 0, 0, 0, 0);

  /** Both together. */
  public StreamCounts and(StreamCounts other) {
    return new StreamCounts(
        taken + other.taken,
        late + other.late,
        duplicate + other.duplicate,
        invalid + other.invalid,
        ignored + other.ignored,
        gated + other.gated,
        shed + other.shed,
        measured + other.measured);
  }
}
