package org.bellcrank.delivery.engine;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.AssetReader.Answer;
import org.bellcrank.delivery.ForeignAsset;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.delivery.OrderReader.Cursor;
import org.bellcrank.delivery.connector.AssetReading;
import org.bellcrank.delivery.connector.AssetRecord;
import org.bellcrank.delivery.connector.Content;
import org.bellcrank.delivery.connector.ForeignRecord;
import org.bellcrank.delivery.connector.Formula;

/** Asks for the register of assets. Safe for any thread. */
final class AssetQuestions {

  private final Asking asking;

  AssetQuestions(Asking asking) {
    this.asking = asking;
  }

  Optional<Duration> every(String instance) {
    return asking.find(instance).flatMap(at -> at.connector().assets()).map(AssetReading::every);
  }

  boolean none(String instance) {
    return asking.find(instance).filter(at -> at.connector().assets().isEmpty()).isPresent();
  }

  Answer page(String id, Optional<Cursor> from) throws InterruptedException {
    Optional<Asking.Asked> found = asking.find(id);
    if (found.isEmpty()) {
      return away(Asking.away("The connector of instance %s is not loaded.".formatted(id)));
    }
    Asking.Asked asked = found.get();
    AssetReading reading =
        asked
            .connector()
            .assets()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "given instance '%s'; allowed: one whose connector has an assets.yaml"
                            .formatted(id)));
    try {
      Asking.Listed listed =
          asking.listed(
              asked,
              "assets",
              reading.call(),
              reading.each(),
              reading.pages(),
              Asking.End.EMPTY_PAGE,
              Map.of(),
              from);
      return listed.away().isPresent()
          ? away(listed.away().get())
          : page(new AssetRecord(reading, asked.known()), listed);
    } catch (Formula.FormulaException | Rendering.UnknownNameException broken) {
      return away(Asking.away(broken.getMessage()));
    }
  }

  private static Answer away(OrderReader.Answer.Away away) {
    return new Answer.Away(away.words(), away.retryAfter(), away.scope());
  }

  private static Answer page(AssetRecord reader, Asking.Listed listed) {
    List<ForeignAsset> assets = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Content record : listed.records()) {
      try {
        assets.add(reader.read(record, unreadable::add));
      } catch (ForeignRecord.UnreadableException | Formula.FormulaException broken) {
        unreadable.add(broken.getMessage());
      } catch (RuntimeException broken) { // one record holds up no other
        unreadable.add(broken.toString());
      }
    }
    return new Answer.Page(assets, listed.records().size(), unreadable, listed.next());
  }
}
