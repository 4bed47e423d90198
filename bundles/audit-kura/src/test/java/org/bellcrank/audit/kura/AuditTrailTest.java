package org.bellcrank.audit.kura;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.testing.MemoryStore;
import org.eclipse.kura.audit.AuditContext;
import org.junit.jupiter.api.Test;

class AuditTrailTest {

  private final Map<String, Long> positions = new ConcurrentHashMap<>();
  private final MemoryStore store =
      new MemoryStore()
          .with(
              Positions.class,
              new Positions() {
                @Override
                public long position(String reader) {
                  return positions.getOrDefault(reader, 0L);
                }

                @Override
                public void advance(String reader, long to) {
                  positions.put(reader, to);
                }
              });
  private final List<String> lines = new CopyOnWriteArrayList<>();

  private void append(String kind, String subject, Facts facts) {
    store.commit(
        unit -> {
          unit.append(Instant.EPOCH, kind, subject, facts);
          return null;
        });
  }

  private static void until(BooleanSupplier condition) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime()).as("30 s").isLessThan(deadline);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
    }
  }

  @Test
  void whatPeopleAndTheGatewayChangeIsTold() {
    append("documents.activated", "old", Facts.empty());
    AuditTrail trail = new AuditTrail(store, lines::add);
    until(() -> positions.getOrDefault(AuditTrail.READER, 0L) == 1);
    append("documents.offered", "1a2b", Facts.with("from", "text areas").build());
    append("documents.activated", "1a2b", Facts.with("files", List.of("a.yaml")).build());
    append("observation.accepted", "m-1", Facts.empty());
    append("review.accepted", "f-1", Facts.with("who", "ada").put("why", "pitted").build());
    append("order.moved", "o-1", Facts.with("who", "ada").put("to", "CLOSED").build());
    append("delivery.person", "o-1", Facts.with("who", "bob").put("did", "retry").build());
    append("delivery.person", "o-2", Facts.with("who", "cloud ec").put("did", "retry").build());
    append("package.returned", "bellcrank-core", Facts.with("to", "1.0.0").build());
    append("reject.withheld", "f-2", Facts.with("why", "STALE").build());
    append("reject.intended", "f-3", Facts.with("node", "nsu=http://plc;s=gate").build());
    append("courier.import", "courier", Facts.with("who", "eve\nforged\u2028line").build());
    until(() -> lines.size() == 8);
    trail.stop();
    assertThat(lines)
        .containsExactly(
            "Bellcrank - documents.offered 1a2b - text areas - journal 2",
            "Bellcrank - documents.activated 1a2b - the gateway - journal 3",
            "Bellcrank - review.accepted f-1 - ada - journal 5",
            "Bellcrank - order.moved o-1 - ada - journal 6",
            "Bellcrank - delivery.person retry o-1 - bob - journal 7",
            "Bellcrank - package.returned bellcrank-core - the gateway - journal 9",
            "Bellcrank - reject.intended f-3 - the gateway - journal 11",
            "Bellcrank - courier.import courier - eve?forged?line - journal 12");
  }

  @Test
  void afterARestartItGoesOnWhereItStood() {
    append("observation.accepted", "m-1", Facts.empty());
    AuditTrail first = new AuditTrail(store, lines::add);
    until(() -> positions.getOrDefault(AuditTrail.READER, 0L) == 1);
    append("review.dismissed", "f-1", Facts.with("who", "ada").build());
    append("review.dismissed", "f-2", Facts.with("who", "ada").build());
    until(() -> lines.size() >= 1);
    first.stop();
    append("review.dismissed", "f-3", Facts.with("who", "ada").build());
    AuditTrail second = new AuditTrail(store, lines::add);
    until(() -> lines.stream().anyMatch(line -> line.contains("f-3")));
    second.stop();
    assertThat(lines).filteredOn(line -> line.contains("f-3")).hasSize(1);
  }

  @Test
  void aThreadThatNobodyIsBehindIsInternal() {
    assertThat(AuditPrefix.now()).contains("entrypoint").contains("Internal");
    AuditContext outside = new AuditContext(Map.of("entrypoint", "Rest", "identity", "ada"));
    try (AuditContext.Scope scope = AuditContext.openScope(outside)) {
      assertThat(AuditPrefix.now()).contains("Rest").contains("ada");
    }
  }
}
