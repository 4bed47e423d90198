package org.bellcrank.vision;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * The id of what comes of a frame: the same frame of the same recording always gets the same id, so
 * that a recording read again after a restart is recognised.
 */
final class InspectionId {

  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS").withZone(ZoneOffset.UTC);

  private InspectionId() {}

  /** At most 64 characters for camera ids of at most {@link #LONGEST_CAMERA}. */
  static String of(Frame frame) {
    String time = TIME.format(frame.captured().at());
    return frame.recording().isEmpty()
        ? "%s:%s".formatted(frame.camera(), time)
        : "%s:%s-%s-%s"
            .formatted(frame.camera(), time, Long.toString(frame.number(), 36), frame.recording());
  }

  /** Longest camera id, in characters. */
  static final int LONGEST_CAMERA = 27;
}
