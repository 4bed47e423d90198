package org.bellcrank.stream;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.UnitOfWork;

/** What was done by the clock, read once and then known. For one thread. */
final class CadenceBook {

  private final Store store;
  private Map<String, Facts> known;

  CadenceBook(Store store) {
    this.store = store;
  }

  Optional<Facts> of(String kept) {
    if (known == null) {
      known = new HashMap<>(store.read(unit -> unit.port(TrendBook.class).states()));
    }
    return Optional.ofNullable(known.get(kept));
  }

  void keep(String kept, Facts facts) {
    keep(kept, facts, unit -> {});
  }

  /** Keeps it and says so in the journal, both or neither. */
  void keep(String kept, Facts facts, Instant at, String kind, String subject, Facts told) {
    keep(kept, facts, unit -> unit.append(at, kind, subject, told));
  }

  /** Keeps it and does something else, both or neither. */
  void keep(String kept, Facts facts, Consumer<UnitOfWork> besides) {
    store.commit(
        unit -> {
          unit.port(TrendBook.class).keep(kept, facts);
          besides.accept(unit);
          return null;
        });
    known.put(kept, facts);
  }
}
