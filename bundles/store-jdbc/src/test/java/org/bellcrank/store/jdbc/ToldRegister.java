package org.bellcrank.store.jdbc;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.delivery.AssetFields;
import org.bellcrank.delivery.AssetReader;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.delivery.OrderReader.Cursor;
import org.bellcrank.journal.Facts;

/** A register that has what it is told to have, three to a page. */
final class ToldRegister implements AssetReader {

  static final int PAGE = 3;

  final AtomicInteger questions = new AtomicInteger();
  private final Map<String, ForeignAsset> assets = new LinkedHashMap<>();
  private int failsAtPage = Integer.MAX_VALUE;
  private boolean turnsInCircles;

  synchronized void has(String id, String criticality, ForeignAsset.State state) {
    assets.put(
        id,
        new ForeignAsset(
            id,
            Facts.with(AssetFields.CRITICALITY, criticality).put(AssetFields.NAME, id).build(),
            Optional.of(state),
            state.name(),
            criticality));
  }

  synchronized void saysOf(String id, String word) {
    assets.put(id, new ForeignAsset(id, Facts.empty(), Optional.empty(), word, ""));
  }

  synchronized void loses(String id) {
    assets.remove(id);
  }

  /** From now on that page is not answered; 1 is the first. */
  synchronized void failsAtPage(int page) {
    failsAtPage = page;
  }

  synchronized void turnsInCircles() {
    turnsInCircles = true;
  }

  @Override
  public Optional<Duration> registerEvery(String instance) {
    return Optional.of(Duration.ofDays(1));
  }

  @Override
  public synchronized Answer register(String instance, Optional<Cursor> from) {
    questions.incrementAndGet();
    int page = from.map(Cursor::number).orElse(0);
    if (page + 1 >= failsAtPage) {
      return new Answer.Away("gone fishing", Optional.empty(), OrderReader.Scope.INSTANCE);
    }
    List<ForeignAsset> all = new ArrayList<>(assets.values());
    int start = turnsInCircles ? 0 : Math.min(page * PAGE, all.size());
    int end = Math.min(start + PAGE, all.size());
    return new Answer.Page(
        all.subList(start, end),
        List.of(),
        turnsInCircles || end - start == PAGE
            ? Optional.of(new Cursor(page + 1, Optional.empty()))
            : Optional.empty());
  }
}
