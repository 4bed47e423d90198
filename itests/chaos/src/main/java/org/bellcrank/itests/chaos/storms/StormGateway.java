package org.bellcrank.itests.chaos.storms;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.bellcrank.delivery.engine.PlannedOutbox;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.pipeline.Pipeline;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.bellcrank.site.SiteReader;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.store.jdbc.StoreSettings;

/** Store, intake, pipeline and outbox of a gateway, which can be ended and begun anew in parts. */
final class StormGateway implements AutoCloseable {

  private static final int PICTURES = 16;
  private static final Site SITE = site();

  private final Path data;
  private final StoreSettings settings;
  private volatile Life life;

  /** What lives from one opening of the store to its end. */
  private record Life(JdbcStore store, DurableIntake intake) {}

  private Pipeline pipeline;

  StormGateway(Path data, StoreSettings settings) {
    this.data = data;
    this.settings = settings;
    open();
  }

  private void open() {
    JdbcStore store = JdbcStore.open(data, settings);
    life = new Life(store, new DurableIntake(store, Clock.systemUTC()));
    decide();
  }

  private void decide() {
    pipeline = new Pipeline(life.store(), new Documents(), new PlannedOutbox(), Clock.systemUTC());
  }

  /** Pictures to name in looks; the same content always has the same name. */
  List<EvidenceReference> pictures() {
    List<EvidenceReference> kept = new ArrayList<>();
    try (FileEvidenceStore evidence =
        new FileEvidenceStore(life.store().directory(), life.store(), Clock.systemUTC())) {
      for (int i = 0; i < PICTURES; i++) {
        byte[] bytes = ("picture " + i).getBytes(StandardCharsets.UTF_8);
        kept.add(evidence.keep(bytes, "image/jpeg"));
      }
    }
    return kept;
  }

  DurableIntake intake() {
    return life.intake();
  }

  Store store() {
    return life.store();
  }

  /** Ends a part and begins it anew; what was under way there is interrupted. */
  synchronized void breaks(Storm.Break.Kind kind) {
    if (kind == Storm.Break.Kind.STORE) {
      life.store().close();
      pipeline.stop();
      open();
    } else {
      pipeline.stop();
      decide();
    }
  }

  /** Waits until everything accepted is decided; false when it is not within that time. */
  boolean awaitRest(Duration most) throws InterruptedException {
    long deadline = System.nanoTime() + most.toNanos();
    while (!atRest()) {
      if (System.nanoTime() > deadline) {
        return false;
      }
      TimeUnit.MILLISECONDS.sleep(2);
    }
    return true;
  }

  private boolean atRest() {
    return store()
        .read(
            unit ->
                unit.port(Positions.class).position("pipeline")
                        == unit.port(ObservationBook.class).lastPosition()
                    && unit.port(FindingBook.class).counts().getOrDefault(Disposition.PENDING, 0L)
                        == 0);
  }

  /** Why it does not rest, in words. */
  String state() {
    return "" + pipeline.deciding();
  }

  @Override
  public synchronized void close() {
    pipeline.stop();
    life.store().close();
  }

  private static Site site() {
    try (InputStream in = StormGateway.class.getResourceAsStream("/storms/site.yaml")) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return new SiteReader(new ExpressionLanguage()).read(Map.of("site.yaml", text));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidDocumentException e) {
      throw new IllegalStateException("the documents of the storms are wrong: " + e.problems(), e);
    }
  }

  private static final class Documents implements ActiveSite {
    @Override
    public Optional<Site> site() {
      return Optional.of(SITE);
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }
}
