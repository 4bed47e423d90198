package org.bellcrank.historian;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
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

  @Override
  public long series(String name) {
    return store.read(unit -> unit.port(Positions.class).position(place(name)));
  }

  @Override
  public void moveSeries(Map<String, Long> to) {
    store.commit(
        unit -> {
          to.forEach((name, mark) -> unit.port(Positions.class).advance(place(name), mark));
          return null;
        });
  }

  /** Names of series may be long and hold anything. */
  private String place(String series) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(series.getBytes(StandardCharsets.UTF_8));
      return reader + ".s-" + HexFormat.of().formatHex(hash, 0, 12);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
