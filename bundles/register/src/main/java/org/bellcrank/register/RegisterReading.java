package org.bellcrank.register;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongSupplier;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.AssetReader;
import org.bellcrank.delivery.AssetReader.Answer;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.delivery.OrderReader.Cursor;
import org.bellcrank.journal.Store;
import org.bellcrank.site.Site;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the register of one instance, page by page into the book. What a reading that breaks off
 * has not shown stays as it was; only one that came to its end is held against the documents.
 */
final class RegisterReading {

  private static final Logger LOG = LoggerFactory.getLogger(RegisterReading.class);

  /** Rows of one unit of work: others want to write meanwhile. */
  private static final int AT_ONCE = 100;

  private static final int MOST_PAGES = 100_000;

  /** Pages in a row. */
  private static final int MOST_UNREAD = 3;

  private static final int MOST_LINES = 20;
  private static final Duration FIRST_REST = Duration.ofSeconds(10);
  private static final Duration LONGEST_REST = Duration.ofMinutes(15);
  private static final int MOST_DOUBLINGS = 10;
  private static final Duration AFTER_REFUSAL = Duration.ofHours(1);

  private final String instance;
  private final Store store;
  private final Clock clock;
  private final LongSupplier ticker;
  private final AssetReader reader;
  private final Set<String> unknown = new LinkedHashSet<>();
  private final Set<String> unreadable = new LinkedHashSet<>();
  private boolean running;
  private boolean wanted;
  private boolean waits;
  private String held = "";
  private long next;
  private int failures;
  private Instant failing;
  private String words = "";
  private List<String> unknownWords = List.of();
  private List<String> unreadableLines = List.of();

  RegisterReading(
      String instance, Store store, Clock clock, LongSupplier ticker, AssetReader reader) {
    this.instance = instance;
    this.store = store;
    this.clock = clock;
    this.ticker = ticker;
    this.reader = reader;
  }

  /** What ends a reading before its end. */
  private static final class BrokenOffException extends Exception {
    private static final long serialVersionUID = 1L;
    private final transient Duration atLeast;

    BrokenOffException(String words) {
      this(words, Duration.ZERO);
    }

    BrokenOffException(String words, Duration atLeast) {
      super(words);
      this.atLeast = atLeast;
    }
  }

  synchronized void now() {
    wanted = true;
  }

  /** Whether there is something to do; then it counts as running. */
  synchronized boolean begins(Duration every, Site site) {
    if (running || !wanted && rests() && held.equals(site.version())) {
      return false;
    }
    Optional<RegisterBook.Reading> last = last();
    running = wanted || !rests() && due(last, every) || other(last, site).isPresent();
    return running;
  }

  /** After a failure. */
  private boolean rests() {
    return waits && ticker.getAsLong() - next < 0;
  }

  /** A reading that was held against other documents. */
  private static Optional<RegisterBook.Reading> other(
      Optional<RegisterBook.Reading> last, Site site) {
    return last.filter(reading -> !reading.documents().equals(site.version()));
  }

  /** Whether nothing of it is under way. */
  synchronized boolean idle() {
    return !running;
  }

  synchronized void left() {
    running = false;
  }

  /** A clock that was set back does not make it wait until then. */
  private boolean due(Optional<RegisterBook.Reading> last, Duration every) {
    Instant now = clock.instant();
    return last.map(RegisterBook.Reading::begun)
        .filter(begun -> now.isBefore(begun.plus(every)) && !begun.isAfter(now))
        .isEmpty();
  }

  private Optional<RegisterBook.Reading> last() {
    return store.read(unit -> unit.port(RegisterBook.class).reading(instance));
  }

  RegisterDesk.Health health() {
    Optional<RegisterBook.Reading> last = last();
    synchronized (this) {
      return new RegisterDesk.Health(
          instance,
          last.map(RegisterBook.Reading::ended),
          last.map(RegisterBook.Reading::shown).orElse(0L),
          last.map(RegisterBook.Reading::unmapped).orElse(0L),
          Optional.ofNullable(failing),
          words,
          unknownWords,
          unreadableLines);
    }
  }

  /** Holds what is known against the documents first, then reads where it is time. */
  void run(Duration every, ConnectorInstance connector, Site site) {
    boolean reads = taken(every, site);
    try {
      Optional<RegisterBook.Reading> last = last();
      other(last, site)
          .ifPresent(known -> new Holding(store, clock, connector, site).hold(known, last));
      if (reads) {
        new Holding(store, clock, connector, site).hold(read(last), last);
        well();
      }
    } catch (BrokenOffException broken) {
      failed(broken.getMessage(), broken.atLeast);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (RuntimeException e) { // the outermost of this thread: it is tried again
      LOG.error("The register of {} could not be read; it is tried again.", instance, e);
      failed(e.toString(), Duration.ZERO);
    } finally {
      left();
    }
  }

  /** Whether it is to read; documents are tried once, whether they can be held or not. */
  private synchronized boolean taken(Duration every, Site site) {
    boolean reads = wanted || !rests() && due(last(), every);
    wanted = false;
    held = site.version();
    return reads;
  }

  private synchronized void well() {
    if (failing != null) {
      LOG.info("Connector instance {}: its register is read again", instance);
    }
    failing = null;
    failures = 0;
    words = "";
    waits = false;
    unknownWords = List.copyOf(unknown);
    unreadableLines = List.copyOf(unreadable);
  }

  /**
   * Soon at first, since a gateway that starts may just not be ready; then more and more seldom.
   */
  private Duration rest(Duration atLeast) {
    Duration grown = FIRST_REST.multipliedBy(1L << Math.min(failures++, MOST_DOUBLINGS));
    Duration rest = grown.compareTo(LONGEST_REST) < 0 ? grown : LONGEST_REST;
    return atLeast.compareTo(rest) > 0 ? atLeast : rest;
  }

  private synchronized void failed(String why, Duration atLeast) {
    if (failing == null) {
      failing = clock.instant();
      LOG.warn("Connector instance {}: its register is not read: {}", instance, why);
    }
    words = why;
    waits = true;
    next = ticker.getAsLong() + rest(atLeast).toNanos();
    unreadableLines = List.copyOf(unreadable);
  }

  private RegisterBook.Reading read(Optional<RegisterBook.Reading> last)
      throws InterruptedException, BrokenOffException {
    unknown.clear();
    unreadable.clear();
    Instant begun = clock.instant();
    Count count = new Count();
    Optional<Cursor> cursor = Optional.empty();
    for (int pages = 1; pages <= MOST_PAGES; pages++) {
      Answer.Page page = page(reader.register(instance, cursor));
      page.unreadable().forEach(line -> note(unreadable, line));
      count.add(page, keep(page.assets(), begun), pages);
      cursor = page.next();
      if (cursor.isEmpty()) {
        return ended(last, begun, count);
      }
    }
    throw new BrokenOffException("more than %d pages".formatted(MOST_PAGES));
  }

  private String first() {
    return unreadable.stream().findFirst().map(line -> ": " + line).orElse("");
  }

  /** What a reading showed so far. */
  private final class Count {

    private long shown;
    private long records;
    private int unread;

    /** Refuses pages that lead nowhere: the same ones again, or nothing that can be read. */
    void add(Answer.Page page, int news, int pages) throws BrokenOffException {
      if (news == 0 && !page.assets().isEmpty()) {
        throw new BrokenOffException(
            "page %d shows only what pages before it showed; does the address read page.*?"
                .formatted(pages));
      }
      unread = page.records() > 0 && page.assets().isEmpty() ? unread + 1 : 0;
      if (unread == MOST_UNREAD) {
        throw new BrokenOffException(
            "of %d pages up to page %d no record could be read".formatted(unread, pages) + first());
      }
      shown += news;
      records += page.records();
    }
  }

  /** A register that was full does not become empty: somebody took a right away, or the filter. */
  private RegisterBook.Reading ended(
      Optional<RegisterBook.Reading> last, Instant begun, Count count) throws BrokenOffException {
    long shown = count.shown;
    if (shown == 0 && count.records > 0) {
      throw new BrokenOffException(
          "none of %d records could be read".formatted(count.records) + first());
    }
    long known = store.read(unit -> unit.port(RegisterBook.class).size(instance));
    if (shown == 0 && known > 0) {
      throw new BrokenOffException(
          "the register shows no asset, where %d were; may the gateway still see them?"
              .formatted(known));
    }
    return new RegisterBook.Reading(
        instance, begun, last.map(RegisterBook.Reading::begun), clock.instant(), shown, 0, "");
  }

  private static Answer.Page page(Answer answer) throws BrokenOffException {
    if (answer instanceof Answer.Away away) {
      Duration refused =
          away.scope() == OrderReader.Scope.CREDENTIAL ? AFTER_REFUSAL : Duration.ZERO;
      throw new BrokenOffException(
          away.words(),
          away.retryAfter().filter(asked -> asked.compareTo(refused) > 0).orElse(refused));
    }
    return (Answer.Page) answer;
  }

  /** Returns how many this reading had not shown before. */
  private int keep(List<ForeignAsset> assets, Instant begun) {
    assets.forEach(this::understood);
    int news = 0;
    for (int i = 0; i < assets.size(); i += AT_ONCE) {
      List<ForeignAsset> some =
          new ArrayList<>(assets.subList(i, Math.min(i + AT_ONCE, assets.size())));
      news += store.commit(unit -> keep(unit.port(RegisterBook.class), some, begun));
    }
    return news;
  }

  private int keep(RegisterBook book, List<ForeignAsset> assets, Instant begun) {
    int news = 0;
    for (ForeignAsset asset : assets) {
      Optional<RegisterEntry> known = book.find(instance, asset.foreignId());
      news += known.filter(entry -> entry.lastSeen().equals(begun)).isPresent() ? 0 : 1;
      book.keep(
          known
              .map(entry -> entry.seen(asset, begun))
              .orElseGet(() -> RegisterEntry.first(instance, asset, begun)));
    }
    return news;
  }

  private void understood(ForeignAsset asset) {
    if (asset.state().isEmpty() && !asset.statusWord().isEmpty()) {
      note(unknown, "status " + asset.statusWord());
    }
    if (!asset.criticalityWord().isEmpty() && asset.field(AssetFields.CRITICALITY).isEmpty()) {
      note(unknown, "criticality " + asset.criticalityWord());
    }
  }

  private static void note(Set<String> lines, String line) {
    if (lines.size() < MOST_LINES) {
      lines.add(line);
    }
  }
}
