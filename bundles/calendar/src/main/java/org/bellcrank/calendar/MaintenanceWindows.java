package org.bellcrank.calendar;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Stretches of local time, weekly or dated, in which a system is not to be asked. */
public final class MaintenanceWindows {

  /** Windows may follow each other; a chain longer than this is followed when its end has come. */
  private static final int LONGEST_CHAIN = 20;

  private record Weekly(DailyWindow window, ZoneId zone) {

    Stream<DailyWindow.Stretch> near(Instant time) {
      LocalDate day = LocalDate.ofInstant(time, zone);
      return Stream.of(day.minusDays(1), day).flatMap(each -> window.on(each, zone).stream());
    }
  }

  private final List<Weekly> weekly;
  private final List<DailyWindow.Stretch> dated;

  private MaintenanceWindows(List<Weekly> weekly, List<DailyWindow.Stretch> dated) {
    this.weekly = List.copyOf(weekly);
    this.dated = List.copyOf(dated);
  }

  /**
   * Reads windows that have either {@code start} and {@code end} (times of day; {@code days}
   * missing: every day; an end at or before the start is on the next day) or {@code from} and
   * {@code to} (dates or local times; a date alone as an end is included).
   *
   * @param zone time zone of windows without a {@code zone} of their own
   * @throws InvalidDocumentException with everything that is wrong
   */
  public static MaintenanceWindows read(List<MapNode> windows, Supplier<Optional<ZoneId>> zone)
      throws InvalidDocumentException {
    List<Weekly> weekly = new ArrayList<>();
    List<DailyWindow.Stretch> dated = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (MapNode node : windows) {
      boolean isWeekly = node.has("start") && node.has("end");
      boolean isDated = node.has("from") && node.has("to");
      Optional<ZoneId> local =
          node.has("zone") ? Optional.of(PlantCalendars.zone(node.get("zone"))) : zone.get();
      if (isWeekly == isDated) {
        problems.add(problem(node, "a window has either start and end, or from and to"));
      } else if (local.isEmpty()) {
        problems.add(
            problem(node, "its time zone is not known: give zone, or a calendar of the site"));
      } else if (isWeekly) {
        weekly.add(
            new Weekly(
                new DailyWindow(
                    PlantCalendars.days(node),
                    PlantCalendars.time(node, "start"),
                    PlantCalendars.time(node, "end")),
                local.get()));
      } else {
        Instant from = PlantCalendars.moment(node, "from", local.get());
        Instant to = PlantCalendars.moment(node, "to", local.get());
        PlantCalendars.ordered(node, from.isBefore(to), problems);
        dated.add(new DailyWindow.Stretch(from, to));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return new MaintenanceWindows(weekly, dated);
  }

  private static Problem problem(MapNode node, String message) {
    return new Problem(node.where(), node.pointer(), "", "", message);
  }

  /** When the windows that cover a time end, those that follow at once included; else empty. */
  public Optional<Instant> until(Instant time) {
    Optional<Instant> end = end(time);
    for (int i = 0; i < LONGEST_CHAIN && end.isPresent(); i++) {
      Optional<Instant> later = end(end.get());
      if (later.isEmpty()) {
        break;
      }
      end = later;
    }
    return end;
  }

  private Optional<Instant> end(Instant time) {
    return Stream.concat(weekly.stream().flatMap(each -> each.near(time)), dated.stream())
        .filter(stretch -> stretch.contains(time))
        .map(DailyWindow.Stretch::end)
        .max(Instant::compareTo);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof MaintenanceWindows windows
        && weekly.equals(windows.weekly)
        && dated.equals(windows.dated);
  }

  @Override
  public int hashCode() {
    return 31 * weekly.hashCode() + dated.hashCode();
  }

  @Override
  public String toString() {
    return weekly + " " + dated;
  }
}
