package org.bellcrank.itests.bench;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Store;
import org.bellcrank.replay.Replay;
import org.bellcrank.replay.ReplayException;
import org.bellcrank.replay.Report;
import org.bellcrank.replay.Request;
import org.bellcrank.replay.StoreRecording;
import org.bellcrank.replay.Versions;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.bellcrank.verb.Terminal;
import org.bellcrank.vision.evaluation.Figure;

/** How much faster than it happened a recorded shift is decided again, and whether alike. */
final class ReplayBench implements Bench {

  private static final int RUNS = 2;
  private static final int TARGET = 500;

  private final Services services;

  ReplayBench(Services services) {
    this.services = services;
  }

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public Outcome run(Terminal terminal) throws BenchException, InterruptedException {
    Store store = services.get(Store.class);
    SiteReader reader = new SiteReader(services.get(ExpressionLanguage.class));
    Map<String, String> documents = BenchSite.documents(services, RecordedShift.POINTS, List.of());
    try {
      Site site = reader.read(documents);
      Site other = reader.read(stricter(documents));
      new RecordedShift(store, site).record(documents, terminal);
      long entries = store.read(unit -> unit.port(Journal.class).lastSequence());
      return new Outcome(load(entries), figures(store, reader, other, terminal));
    } catch (InvalidDocumentException e) {
      throw new BenchException("the site documents were refused", e);
    } catch (ReplayException e) {
      throw new BenchException("the shift cannot be replayed", e);
    }
  }

  private static Map<String, String> stricter(Map<String, String> documents) {
    Map<String, String> changed = new java.util.TreeMap<>(documents);
    changed.replaceAll((name, text) -> text.replace("order: 0.75", "order: 0.85"));
    return changed;
  }

  private List<Figure> figures(Store store, SiteReader reader, Site other, Terminal terminal)
      throws ReplayException, InterruptedException {
    List<Figure> figures = new ArrayList<>();
    List<String> texts = new ArrayList<>();
    double slowest = 0;
    long unlike = 0;
    long changed = 0;
    for (int run = 0; run < RUNS; run++) {
      long begun = System.nanoTime();
      Report report = replay(store, reader, Optional.of(other), terminal);
      slowest = Math.max(slowest, (System.nanoTime() - begun) / 1e9);
      texts.add(report.json());
      unlike = report.unlike();
      changed = report.changed();
    }
    long begun = System.nanoTime();
    replay(store, reader, Optional.empty(), terminal);
    double alone = (System.nanoTime() - begun) / 1e9;
    double shift = RecordedShift.LENGTH.toSeconds();
    figures.add(
        Figure.atLeast("F35 times real time, two sets of documents", shift / slowest, "x", TARGET));
    figures.add(Figure.reported("the documents that were in force alone", shift / alone, "x"));
    figures.add(Figure.reported("seconds for the shift, two sets", slowest, "s"));
    figures.add(Figure.atMost("D1 decided otherwise than recorded", unlike, "", 0));
    figures.add(
        Figure.atMost("F35 reports that differ", texts.stream().distinct().count() - 1, "", 0));
    figures.add(Figure.atLeast("findings that the other documents change", changed, "", 1));
    return figures;
  }

  private static Report replay(
      Store store, SiteReader reader, Optional<Site> with, Terminal terminal)
      throws ReplayException, InterruptedException {
    StoreRecording recording = new StoreRecording(store);
    Request request =
        new Request(Optional.empty(), Optional.empty(), Optional.empty(), with, Request.LISTED);
    return Replay.run(
        recording,
        new Versions(recording, reader),
        request,
        (moment, taken) -> terminal.progress("replaying, %,d observations".formatted(taken)));
  }

  private static Facts load(long entries) {
    return Facts.with("observations", RecordedShift.OBSERVATIONS)
        .put("shift", Duration.from(RecordedShift.LENGTH))
        .put("points", RecordedShift.POINTS)
        .put("findings", "one in two of three observations, confidences 0.9 to 0.35 in turn")
        .put("journalEntries", entries)
        .put(
            "recorded", "with the gateway's intake, deciding and store, on a clock that runs ahead")
        .put("other", "the tier order is 0.85 instead of 0.75")
        .put("runs", RUNS)
        .build();
  }
}
