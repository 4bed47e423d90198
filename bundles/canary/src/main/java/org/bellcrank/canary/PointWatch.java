package org.bellcrank.canary;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.canary.Lamp.Kind;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.observation.DeviceStatus.Status;
import org.bellcrank.stream.SensorTrouble;
import org.bellcrank.stream.StreamWatch;

/**
 * The lamp of points' sensors; there from the first sample. One lamp for all of them: where a
 * controller goes, a hundred points fall silent at once.
 */
final class PointWatch {

  static final String POINTS = "points";

  private final LampBoard board;

  PointWatch(LampBoard board) {
    this.board = board;
  }

  void look(Parts parts, Instant now) {
    StreamWatch streams = parts.streams;
    if (streams == null) {
      if (board.names(Kind.POINTS).contains(POINTS)) {
        board.grey(Kind.POINTS, POINTS, now, "what takes samples does not run");
      }
      return;
    }
    List<SensorTrouble> troubles = streams.troubles();
    List<String> complaints = streams.complaints();
    long taken = streams.sum().taken();
    if (!troubles.isEmpty()) {
      bad("sensors", words(troubles), now);
    } else if (!complaints.isEmpty()) {
      bad("streams", ReadingWatch.first(complaints), now);
    } else if (taken > 0) {
      board.good(
          Kind.POINTS, POINTS, now, "%d samples came, every sensor is believed".formatted(taken));
    } else if (board.names(Kind.POINTS).contains(POINTS)) {
      board.grey(Kind.POINTS, POINTS, now, "no samples came yet");
    }
  }

  /** Red after the usual grace; then its words follow what is so now, told anew only if urgent. */
  private void bad(String stage, String words, Instant now) {
    board.bad(Kind.POINTS, POINTS, now, stage, words);
    Lamp lamp = board.lamp(Kind.POINTS, POINTS);
    if (lamp.state() == State.RED) {
      board.urgent(Kind.POINTS, POINTS, now, stage, words, lamp.level());
    }
  }

  private static String words(List<SensorTrouble> troubles) {
    Map<Status, List<String>> points = new EnumMap<>(Status.class);
    troubles.forEach(
        each -> points.computeIfAbsent(each.status(), none -> new ArrayList<>()).add(each.point()));
    List<String> parts = new ArrayList<>();
    points.forEach(
        (status, of) ->
            parts.add("%d %s (%s)".formatted(of.size(), word(status), ReadingWatch.first(of))));
    return String.join(", ", parts);
  }

  private static String word(Status status) {
    return switch (status) {
      case OK -> "well";
      case STALE -> "silent";
      case OUT_OF_RANGE -> "out of range";
      case FLAT_LINE -> "flat";
      case LOST -> "lost";
    };
  }
}
