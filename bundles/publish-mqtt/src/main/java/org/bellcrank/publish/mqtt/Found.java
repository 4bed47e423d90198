package org.bellcrank.publish.mqtt;

import java.util.Optional;
import java.util.Set;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.UnitOfWork;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.workorder.OrderBook;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts what was found beside what became of it: the journal says that a finding went on, and what
 * it is stands in the book of findings. What the entry itself says is as of the entry, though the
 * finding may have gone on since.
 */
final class Found {

  /** The kind of entries that are completed. */
  static final String KIND = "finding.disposed";

  /** Facts that are put beside an entry; its own are none of these. */
  static final Set<String> ADDED =
      Set.of(
          "asset",
          "capturedAt",
          "class",
          "confidence",
          "disposition",
          "link",
          "point",
          "severity",
          "unit",
          "value");

  /** What the entry has of itself, and belongs to what was found as well. */
  static final String ORDER = "order";

  private static final Logger LOG = LoggerFactory.getLogger(Found.class);

  private Found() {}

  /**
   * The entry with {@code class}, {@code asset}, {@code point}, {@code confidence} (0 to 1), {@code
   * value} and its {@code unit}, {@code severity}, {@code capturedAt}, {@code disposition}, {@code
   * order} and {@code link} as facts of its own; what is not known is missing. Of another kind: as
   * it is. What cannot be read is told and left out, so that it holds up nothing.
   *
   * @throws StoreException when the store refuses
   */
  static Entry beside(UnitOfWork unit, Entry entry) {
    if (!entry.kind().equals(KIND)) {
      return entry;
    }
    Facts.Builder facts = decided(entry.facts());
    try {
      unit.port(FindingBook.class)
          .find(entry.subject())
          .ifPresent(row -> seen(unit, row.finding(), facts));
      entry
          .facts()
          .text("order")
          .flatMap(order -> link(unit, order))
          .ifPresent(link -> facts.put("link", link));
    } catch (StoreException e) {
      throw e;
    } catch (RuntimeException e) {
      LOG.error(
          "Entry {} ({}) is published without what was found: {}",
          entry.sequence(),
          entry.subject(),
          e.toString());
    }
    return new Entry(
        entry.sequence(),
        entry.at(),
        entry.kind(),
        entry.subject(),
        facts.build(),
        entry.previousHash(),
        entry.hash());
  }

  private static Facts.Builder decided(Facts entry) {
    Facts why = entry.facts("why").orElse(Facts.empty());
    return entry.toBuilder()
        .put("disposition", entry.text("to"))
        .put("asset", why.text("asset"))
        .put("severity", why.text("severity"));
  }

  private static void seen(UnitOfWork unit, Finding finding, Facts.Builder facts) {
    facts
        .put("class", finding.defectClass())
        .put("point", finding.point())
        .put("confidence", finding.confidence())
        .put("capturedAt", finding.captured().at())
        .put("value", finding.value());
    if (finding.value().isPresent()) {
      facts.put("unit", unit(unit, finding));
    }
  }

  /** A remaining life is one of days; a measured value has the unit of its point, where told. */
  private static Optional<String> unit(UnitOfWork unit, Finding finding) {
    return switch (finding.kind()) {
      case PREDICTION -> Optional.of("d");
      case MEASUREMENT ->
          unit.port(ObservationBook.class)
              .find(finding.observation())
              .map(ObservationBook.Stored::observation)
              .filter(Measurement.class::isInstance)
              .map(Measurement.class::cast)
              .flatMap(Measurement::unit);
      case DETECTION, DEVICE -> Optional.empty();
    };
  }

  /** The order's page in the gateway's console; where none was shown when it was made: none. */
  private static Optional<String> link(UnitOfWork unit, String order) {
    return unit.port(OrderBook.class)
        .find(order)
        .flatMap(made -> made.fields().text("links.console"));
  }
}
