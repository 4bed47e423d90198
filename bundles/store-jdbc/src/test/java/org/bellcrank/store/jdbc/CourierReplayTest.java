package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.store.jdbc.PipelineRig.START;
import static org.bellcrank.store.jdbc.PipelineRig.look;
import static org.bellcrank.store.jdbc.PipelineRig.measured;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.bellcrank.fleet.courier.CourierVerb;
import org.bellcrank.journal.Facts;
import org.bellcrank.pipeline.Statement;
import org.bellcrank.replay.ReplayVerb;
import org.bellcrank.site.SiteDocuments;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** D19: export, a new gateway, import, replay: the same decisions. */
@Timeout(120)
class CourierReplayTest {

  @TempDir Path folder;

  private static final class Lines implements Terminal {

    final List<String> all = new ArrayList<>();

    @Override
    public void line(String text) {
      all.add(text);
    }

    @Override
    public void progress(String text) {
      // nobody looks
    }

    @Override
    public void error(String text) {
      all.add("error: " + text);
    }
  }

  @Test
  void whatACourierBringsIsDecidedThereAsHere() throws Exception {
    Path file = folder.resolve("plant.zip");
    Path key = folder.resolve("pilot.pub");
    long findings = record(file, key);
    Path data = folder.resolve("other");
    try (JdbcStore store = Stores.open(data)) {
      SiteDocuments documents =
          new SiteDocuments(store, store.directory(), PipelineRig.LANGUAGE, Clock.systemUTC());
      CourierVerb courier = new CourierVerb(store, documents, store.directory(), Clock.systemUTC());
      Path sheet =
          Files.writeString(
              folder.resolve("sheet.yaml"),
              "everywhere: { \"http://127.0.0.1:9\": \"http://127.0.0.1:10\", Works: Leeds }\n");
      said(courier, "trust", key);
      said(courier, "import", file, "--sheet", sheet);
      documents.stop();
      assertThat(documents.site().orElseThrow().connectors().get(0).address().toString())
          .contains("127.0.0.1:10");
      ReplayVerb replay = new ReplayVerb(PipelineRig.LANGUAGE);
      replay.setStore(store);
      Path report = folder.resolve("report.json");
      Path history = Files.list(data.resolve("received")).findFirst().orElseThrow();
      List<String> lines =
          said(replay, "--history", history, "--with", "in-force", "--report", report);
      Facts facts = Facts.parse(Files.readString(report));
      assertThat(facts.facts("recorded").orElseThrow().whole("equal")).hasValue(findings);
      assertThat(facts.facts("recorded").orElseThrow().whole("different")).hasValue(0);
      Facts with = facts.facts("with").orElseThrow();
      assertThat(with.requireText("documents"))
          .as("the imported ones, with the sheet's places")
          .isEqualTo(documents.site().orElseThrow().version());
      assertThat(with.whole("different")).as(String.join("\n", lines)).hasValue(0);
      assertThat(with.whole("equal")).hasValue(findings);
      assertThat(with.facts("orders").orElseThrow().whole("same"))
          .isEqualTo(with.facts("orders").orElseThrow().whole("before"));
    }
  }

  private long record(Path file, Path key) throws Exception {
    try (PipelineRig rig = new PipelineRig(folder.resolve("pilot"))) {
      rig.documents(PipelineRig.CONFIRM);
      for (int frame = 0; frame < 60; frame++) {
        rig.now.set(START.plusSeconds(frame));
        rig.intake.accept(
            look("c:" + frame, frame, frame % 3 == 0 ? "left" : "right", 0.4 + frame / 100.0, 10));
        rig.intake.accept(measured("m:" + frame, rig.now.get(), 60 + frame));
      }
      rig.settle();
      rig.orderDesk()
          .move(
              rig.orders().get(0).id(),
              org.bellcrank.workorder.OrderStatus.CANCELLED,
              new Statement("Ada", "seen at the machine"),
              java.util.Optional.empty());
      rig.intake.accept(look("c:60", 60, "left", 0.95, 10));
      rig.intake.accept(look("c:61", 61, "right", 0.95, 10));
      rig.settle();
      SiteDocuments documents =
          new SiteDocuments(
              rig.store, rig.store.directory(), PipelineRig.LANGUAGE, Clock.systemUTC());
      CourierVerb courier =
          new CourierVerb(rig.store, documents, rig.store.directory(), Clock.systemUTC());
      said(courier, "export", "--file", file);
      Files.write(key, said(courier, "key"));
      documents.stop();
      return rig.balance().accepted();
    }
  }

  private static List<String> said(org.bellcrank.verb.Verb verb, Object... words)
      throws InterruptedException {
    Lines lines = new Lines();
    int status = verb.run(Arrays.stream(words).map(String::valueOf).toList(), lines);
    assertThat(status).as(String.join("\n", lines.all)).isZero();
    return lines.all;
  }
}
