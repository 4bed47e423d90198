package org.bellcrank.source.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import org.bellcrank.document.Documents;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.observation.DurableIntake;
import org.bellcrank.observation.Observation;
import org.bellcrank.payload.Payload;
import org.bellcrank.payload.PayloadDocuments;
import org.bellcrank.payload.PayloadMappings;
import org.bellcrank.store.jdbc.JdbcStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of alarms of OPC UA, mapped as the README has it, on a real store. */
class AlarmOnDiskTest {

  private static final Clock CLOCK = Clock.systemUTC();
  private static final String MAPPING =
      """
      payloads:
        - id: press-4-alarms
          topics: [driver/plc-4/press-4/alarms]
          when: item.state == 'RAISED'
          alarm: { key: item.id, raised: item.raised, active: item.active, point: "'press-4/alarms'", name: item.name, message: item.message, severity: item.severity }
      """;

  @TempDir Path root;

  private static List<Observation> told(String state, int severity, String at, String raised)
      throws Exception {
    PayloadMappings mappings =
        new PayloadDocuments(new ExpressionLanguage())
            .read(Documents.parse("payloads.yaml", MAPPING).asMap().maps("payloads"));
    String text =
        """
        {"state":"%s","id":"nsu=urn:plc;s=LoadHigh","source":"Spindle","name":"LoadHigh","severity":%d,
         "message":"high","active":%b,"at":"%s","raised":"%s"}"""
            .formatted(state, severity, !state.equals("CLEARED"), at, raised);
    return mappings
        .read(
            new Payload(
                "driver/plc-4/press-4/alarms",
                text.getBytes(StandardCharsets.UTF_8),
                "driver:plc-4",
                CLOCK.instant()))
        .observations();
  }

  @Test
  void whatChangesOfAnAlarmAndARefreshOfItContradictNothing() throws Exception {
    String first = "2026-03-02T09:00:00Z";
    String second = "2026-03-02T09:30:00Z";
    try (JdbcStore store = JdbcStore.open(root)) {
      DurableIntake intake = new DurableIntake(store, CLOCK);
      for (List<Observation> each :
          List.of(
              told("RAISED", 150, first, first),
              told("CHANGED", 700, "2026-03-02T09:10:00Z", first),
              told("CHANGED", 150, "2026-03-02T09:20:00Z", first),
              // As after a restart of the driver: what stands, with the time of its last change.
              told("RAISED", 150, "2026-03-02T09:20:00Z", first),
              told("CLEARED", 150, "2026-03-02T09:25:00Z", first),
              told("RAISED", 150, second, second))) {
        each.forEach(intake::accept);
      }

      List<Entry> entries = store.read(unit -> unit.port(Journal.class).after(0, 100));
      assertThat(entries)
          .extracting(Entry::kind)
          .containsExactly("observation.accepted", "observation.accepted");
    }
  }
}
