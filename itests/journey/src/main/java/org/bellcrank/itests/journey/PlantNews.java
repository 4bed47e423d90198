package org.bellcrank.itests.journey;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.verb.Terminal;

/** Prints what the journal says of the machines: states seen for the first time, and decisions. */
final class PlantNews {

  private static final int PAGE = 500;
  private static final DateTimeFormatter WHEN =
      DateTimeFormatter.ofPattern("d MMM HH:mm", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  private final Store store;
  private final Terminal terminal;
  private final Set<String> states = new HashSet<>();
  private final Set<String> kinds = new HashSet<>();
  private final Map<Disposition, Integer> decided = new EnumMap<>(Disposition.class);
  private long position;
  private long changes;

  PlantNews(Store store, Terminal terminal) {
    this.store = store;
    this.terminal = terminal;
  }

  /** Looks for news and prints it. */
  void look() {
    List<Entry> page;
    do {
      long after = position;
      page = store.read(unit -> unit.port(Journal.class).after(after, PAGE));
      for (Entry entry : page) {
        position = entry.sequence();
        if (entry.kind().equals("asset.operating")) {
          operating(entry);
        } else if (entry.kind().equals("finding.disposed")) {
          disposed(entry);
        }
      }
    } while (page.size() == PAGE);
  }

  /** How often a machine went from one operating state to another. */
  long changes() {
    return changes;
  }

  /** What was decided, in words; empty while nothing was. */
  String decisions() {
    StringBuilder words = new StringBuilder();
    decided.forEach(
        (state, count) ->
            words
                .append(words.isEmpty() ? "" : ", ")
                .append(count)
                .append(' ')
                .append(words(state)));
    return words.toString();
  }

  private void operating(Entry entry) {
    changes++;
    String state = entry.facts().text("state").orElse("unknown");
    if (states.add(entry.subject() + " " + state)) {
      Optional<Instant> since = entry.facts().instant("since");
      terminal.line(
          "%-13s %-14s %s, for the first time"
              .formatted(since.map(WHEN::format).orElse(""), entry.subject(), state));
    }
  }

  private void disposed(Entry entry) {
    Disposition to = Disposition.valueOf(entry.facts().requireText("to").toUpperCase(Locale.ROOT));
    decided.merge(to, 1, Integer::sum);
    store
        .read(unit -> unit.port(FindingBook.class).find(entry.subject()))
        .map(FindingBook.Row::finding)
        .filter(finding -> worthALine(finding, to))
        .ifPresent(
            finding -> terminal.line(line(finding, to, entry.facts().text("reason").orElse(""))));
  }

  /** What joins an order or does not count comes by the dozen: the first of a kind is printed. */
  private boolean worthALine(Finding finding, Disposition to) {
    return to != Disposition.MERGED && to != Disposition.SUPPRESSED
        || kinds.add("%s %s %s".formatted(finding.point(), finding.defectClass(), to));
  }

  private static String line(Finding finding, Disposition to, String reason) {
    String value =
        finding
            .value()
            .map(
                number ->
                    String.format(
                        Locale.ROOT,
                        finding.kind() == Finding.Kind.PREDICTION ? " in %.1f days" : " %.2f",
                        number))
            .orElse("");
    return "%-13s %-14s %s%s: %s"
        .formatted(
            WHEN.format(finding.captured().at()),
            finding.point(),
            finding.defectClass(),
            value,
            to == Disposition.SUPPRESSED ? "does not count, " + reason : words(to));
  }

  private static String words(Disposition state) {
    return switch (state) {
      case RAISED -> "order raised";
      case MERGED -> "joined an order";
      case LOGGED -> "in the logbook";
      case IN_REVIEW -> "for a person to look at";
      case SUPPRESSED -> "that do not count";
      default -> state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    };
  }
}
