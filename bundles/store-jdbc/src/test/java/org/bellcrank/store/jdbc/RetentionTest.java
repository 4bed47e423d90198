package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.store.jdbc.PipelineRig.await;
import static org.bellcrank.store.jdbc.PipelineRig.look;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.DeliveryState;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.evidence.EvidenceBook;
import org.bellcrank.evidence.EvidenceReference;
import org.bellcrank.evidence.FileEvidenceStore;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Keeping;
import org.bellcrank.journal.RollUps;
import org.bellcrank.observation.EvidenceItem;
import org.bellcrank.observation.Inspection;
import org.bellcrank.observation.Tally;
import org.bellcrank.pipeline.Statement;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What goes when its time is over or room is short, and what never does. */
@Timeout(180)
class RetentionTest {

  private static final String RULES =
      """
      tiers: { order: 0.75, review: 0.5, confirmation: { hits: 1, looks: 1 } }
      rules:
        - { id: high, when: finding.confidence >= tier.order, then: { raise: { template: pit } } }
        - { id: ask, when: finding.confidence >= tier.review, then: { review: { queue: supervisor, template: pit } } }
        - { id: rest, when: "true", then: { log: true } }
      """;

  @TempDir Path folder;
  private PipelineRig rig;
  private FileEvidenceStore evidence;

  @BeforeEach
  void open() {
    rig = new PipelineRig(folder.resolve("data"));
    rig.documents(RULES);
    evidence = careful();
  }

  @AfterEach
  void close() {
    evidence.close();
    rig.close();
  }

  private FileEvidenceStore careful() {
    return new FileEvidenceStore(rig.store.directory(), rig.store, rig.clock());
  }

  /** Time passes, and what removes looks again. */
  private void later(Duration time) {
    evidence.close();
    rig.now.set(rig.now.get().plus(time));
    evidence = careful();
  }

  private EvidenceReference seen(String id, String point, double confidence, int bytes) {
    byte[] content = (id + " ".repeat(bytes)).getBytes(StandardCharsets.UTF_8);
    EvidenceReference picture = evidence.keep(content, "image/jpeg");
    Inspection without = look(id, 1, point, confidence, 50);
    rig.intake.accept(
        new Inspection(
            id,
            without.source(),
            without.captured(),
            1280,
            720,
            without.detections(),
            without.model(),
            List.of(new EvidenceItem(EvidenceItem.Role.ORIGINAL, picture)),
            without.context()));
    rig.settle();
    return picture;
  }

  private Optional<EvidenceBook.Removed> removed(EvidenceReference picture) {
    return rig.store.read(unit -> unit.port(EvidenceBook.class).removed(picture.sha256()));
  }

  private void awaitRemoved(EvidenceReference picture) {
    await("removal of " + picture.sha256(), () -> removed(picture).isPresent());
    await("its file", () -> !Files.exists(file(picture)));
    assertThat(evidence.read(picture.sha256())).isEmpty();
  }

  private Path file(EvidenceReference picture) {
    return rig.store
        .directory()
        .evidence()
        .resolve(picture.sha256().substring(0, 2))
        .resolve(picture.sha256());
  }

  private void assertThere(EvidenceReference picture) {
    assertThat(removed(picture)).isEmpty();
    assertThat(evidence.read(picture.sha256())).isPresent();
  }

  private WorkOrder orderOf(String finding) {
    String id = rig.finding(finding).state().order().orElseThrow();
    return rig.orders().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  private void closeOrderOf(String finding) {
    rig.orderDesk()
        .move(
            orderOf(finding).id(),
            OrderStatus.CLOSED,
            new Statement("Ada", "done"),
            Optional.of("WEAR"));
  }

  private void planned(String finding, boolean arrived) {
    Delivery row =
        Delivery.planned(
            "d-" + finding, orderOf(finding).id(), "cmms", Purpose.CREATE, 3, rig.now.get());
    rig.store.commit(
        unit -> {
          unit.port(OutboxBook.class).add(row);
          if (arrived) {
            unit.port(OutboxBook.class).change(row.withState(DeliveryState.DONE, ""));
          }
          return null;
        });
  }

  @Test
  void eachGoesWhenItsTimeIsOverAndWhatIsNeededStays() {
    EvidenceReference logged = seen("logged", "left", 0.4, 1000);
    EvidenceReference asked = seen("asked", "left", 0.6, 1000);
    EvidenceReference closed = seen("closed", "left", 0.9, 1000);
    EvidenceReference stuck = seen("stuck", "right", 0.9, 1000);
    planned("closed#0", true);
    planned("stuck#0", false);
    closeOrderOf("closed#0");
    closeOrderOf("stuck#0");
    EvidenceReference open = seen("open", "left", 0.9, 1000);
    EvidenceReference unnamed = evidence.keep(new byte[500], "image/jpeg");

    later(Duration.ofDays(29));
    awaitRemoved(unnamed);
    assertThere(logged);

    later(Duration.ofDays(2));
    awaitRemoved(logged);
    assertThat(removed(logged).orElseThrow().why())
        .isEqualTo("retention of findings without an order, 30 days");
    List.of(asked, closed, stuck, open).forEach(this::assertThere);

    later(Duration.ofDays(366));
    awaitRemoved(closed);
    List.of(asked, stuck, open).forEach(this::assertThere);

    List<Entry> told = rig.journal("evidence.removed");
    assertThat(told).hasSize(3);
    assertThat(told.get(1).facts().textList("sha256")).containsExactly(logged.sha256());
    assertThat(told.get(1).facts().whole("bytes")).hasValue(logged.bytes());
    assertThat(told.get(1).facts().whole("pieces")).hasValue(1);
    assertThat(rig.store.<ChainCheck>read(unit -> unit.port(Journal.class).verify()))
        .isInstanceOf(ChainCheck.Intact.class);
  }

  @Test
  void whatIsKeptAsideForAPersonGoesLikeEvidenceOfAFindingWithoutOrder() {
    EvidenceReference refused = evidence.keepAside(new byte[300], "application/octet-stream");
    EvidenceReference unnamed = evidence.keep(new byte[500], "image/jpeg");
    later(Duration.ofDays(29));
    awaitRemoved(unnamed);
    assertThere(refused);
    later(Duration.ofDays(2));
    awaitRemoved(refused);
    assertThat(removed(refused).orElseThrow().why()).startsWith("retention of findings without");
  }

  @Test
  void whatIsKeptAgainAfterItsRemovalIsEvidenceAgain() {
    EvidenceReference first = seen("first", "left", 0.4, 1000);
    later(Duration.ofDays(31));
    awaitRemoved(first);
    byte[] same = ("first" + " ".repeat(1000)).getBytes(StandardCharsets.UTF_8);
    assertThat(evidence.keep(same, "image/jpeg")).isEqualTo(first);
    assertThere(first);
    assertThat(rig.store.<Long>read(unit -> unit.port(EvidenceBook.class).totalBytes()))
        .isEqualTo(first.bytes());
  }

  @Test
  void whereRoomIsShortFindingsWithoutOrderGoBeforeTheirTimeOldestFirst() {
    int size = 1 << 20;
    EvidenceReference order = seen("order", "left", 0.9, size);
    EvidenceReference oldest = seen("oldest", "left", 0.4, size);
    rig.now.set(rig.now.get().plus(Duration.ofHours(1)));
    EvidenceReference old = seen("old", "left", 0.41, size);
    rig.now.set(rig.now.get().plus(Duration.ofHours(1)));
    EvidenceReference young = seen("young", "left", 0.42, size);
    later(Duration.ofHours(23).plusMinutes(30));
    long used = rig.store.room().used();
    Keeping keeping = Keeping.DEFAULT;
    double limit = (used - 1.5 * size) / 0.85;
    rig.store.limit(new Quota(new Quota.Size(limit, false), new Quota.Size(1, false), keeping));
    awaitRemoved(oldest);
    awaitRemoved(old);
    assertThat(removed(old).orElseThrow().why()).startsWith("room was short");
    List.of(order, young).forEach(this::assertThere);
  }

  @Test
  void countsPerHourGoWhenTheirTimeIsOver() {
    Instant now = rig.now.get();
    rig.store.commit(
        unit -> {
          unit.port(Tally.class).add("left", now.minus(Duration.ofDays(401)), 10, 0);
          unit.port(Tally.class).add("left", now, 5, 0);
          return null;
        });
    later(Duration.ZERO);
    await("old counts", () -> !rig.journal("rollups.removed").isEmpty());
    assertThat(rig.store.<Long>read(unit -> unit.port(Tally.class).looked("left"))).isEqualTo(5);
    int again =
        rig.store.commit(
            unit -> unit.port(RollUps.class).remove(now.minus(Duration.ofDays(400)), 10));
    assertThat(again).isZero();
  }
}
