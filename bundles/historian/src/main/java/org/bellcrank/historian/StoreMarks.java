package org.bellcrank.historian;

import java.util.Locale;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;

/** Marks in the gateway's store, under the name of the instance. */
public final class StoreMarks implements Marks {

  private final Store store;
  private final String reader;

  /**
   * Marks of one instance.
   *
   * @param kind such as {@code sql}
   * @param name of the instance; unlike others in more than case and punctuation
   */
  public StoreMarks(Store store, String kind, String name) {
    this.store = store;
    reader = kind + "." + name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
  }

  @Override
  public long mark() {
    return store.read(unit -> unit.port(Positions.class).position(reader));
  }

  @Override
  public void move(long to) {
    store.commit(
        unit -> {
          unit.port(Positions.class).advance(reader, to);
          return null;
        });
  }
}
