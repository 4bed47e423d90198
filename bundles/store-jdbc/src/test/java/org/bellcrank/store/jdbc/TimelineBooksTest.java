package org.bellcrank.store.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.bellcrank.delivery.testing.SampleOrders;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Journal;
import org.bellcrank.observation.CaptureTime;
import org.bellcrank.observation.CaptureTime.ClockQuality;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.Finding;
import org.bellcrank.observation.FindingBook;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.stream.RollUp;
import org.bellcrank.stream.TrendBook;
import org.bellcrank.workorder.OrderBook;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.WorkOrder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What a timeline asks of the books: some points, some subjects, in a time, newest first. */
@Timeout(60)
class TimelineBooksTest {

  private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir Path folder;
  private JdbcStore store;

  @BeforeEach
  void open() {
    store = Stores.open(folder.resolve("data"));
  }

  @AfterEach
  void close() {
    store.close();
  }

  @Test
  void findingsOfSomePointsComeByWhenTheyWereSeen() {
    find("late", "a", NOON.plusMillis(500));
    find("early", "b", NOON.minusSeconds(60));
    find("sameSecond", "a", NOON.plusMillis(250));
    find("elsewhere", "c", NOON);
    Set<String> both = Set.of("a", "b");
    assertThat(seen(both, NOON.minusSeconds(61), NOON.plusSeconds(1), 10))
        .containsExactly("late#0", "sameSecond#0", "early#0");
    assertThat(seen(both, NOON.plusMillis(250), NOON.plusMillis(500), 10))
        .as("the first time is inside, the last is not")
        .containsExactly("sameSecond#0");
    assertThat(seen(both, Instant.EPOCH, NOON.plusSeconds(1), 1)).containsExactly("late#0");
    assertThat(seen(Set.of(), Instant.EPOCH, NOON.plusSeconds(1), 9)).isEmpty();
  }

  /** The script that brought the columns, run once more over rows of before. */
  @Test
  void findingsOfBeforeTheColumnsAreFoundAsWell() throws Exception {
    find("whole", "a", NOON);
    find("fraction", "b", NOON.plusNanos(123_456_789));
    find("millis", "b", NOON.plusMillis(20));
    store.close();
    Path data = folder.resolve("data");
    try (Connection connection =
            Stores.onPostgres()
                ? PostgresAddress.source(Stores.settings(data), "a test", 10).getConnection()
                : new SqliteDatabase(data, Integer.MAX_VALUE).source().getConnection();
        Statement statement = connection.createStatement()) {
      statement.execute("UPDATE finding SET point = '', seen_nanos = 0");
      statement.execute(backfill());
    }
    open();
    assertThat(seen(Set.of("a", "b"), NOON, NOON.plusNanos(123_456_790), 9))
        .containsExactly("fraction#0", "millis#0", "whole#0");
    assertThat(seen(Set.of("a", "b"), NOON.plusNanos(1), NOON.plusNanos(123_456_789), 9))
        .containsExactly("millis#0");
  }

  private static String backfill() throws IOException {
    String folder = Stores.onPostgres() ? "postgresql" : "sqlite";
    try (InputStream in =
        JdbcStore.class.getResourceAsStream("/db/" + folder + "/V12__timeline.sql")) {
      String script = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return script.substring(script.indexOf("UPDATE"), script.indexOf("CREATE INDEX"));
    }
  }

  @Test
  void morePointsThanOneStatementTakesAreAskedInPortions() {
    Set<String> points = new TreeSet<>();
    for (int i = 0; i < 300; i++) {
      points.add("p" + i);
    }
    find("one", "p0", NOON);
    find("two", "p299", NOON.plusSeconds(1));
    assertThat(seen(points, NOON, NOON.plusSeconds(9), 10)).containsExactly("two#0", "one#0");
  }

  @Test
  void entriesAboutSomeSubjectsAreOfTheKindsAndTheTimeAskedFor() {
    append("pump", "device.status", NOON);
    append("fan", "device.status", NOON.plusMillis(1));
    append("pump", "asset.operating", NOON.plusSeconds(1));
    append("pump", "device.status", NOON.plusSeconds(2));
    append("other", "device.status", NOON.plusSeconds(3));
    assertThat(about(Set.of("pump", "fan"), NOON, NOON.plusSeconds(2), 10))
        .containsExactly("fan", "pump");
    assertThat(about(Set.of("pump"), NOON.plusMillis(1), NOON.plusSeconds(9), 10)).hasSize(1);
    assertThat(about(Set.of("pump"), NOON, NOON.plusSeconds(9), 1)).hasSize(1);
  }

  @Test
  void findingsThatWentOnComeByWhenTheyDidHoweverLongAgoTheyWereSeen() {
    find("old", "a", NOON.minus(Duration.ofDays(90)));
    find("new", "a", NOON);
    find("elsewhere", "c", NOON);
    move("old#0", NOON.plusSeconds(20));
    move("elsewhere#0", NOON.plusSeconds(21));
    move("new#0", NOON.plusSeconds(30));
    assertThat(moved(NOON, NOON.plusSeconds(31), 9)).containsExactly("new#0", "old#0");
    assertThat(moved(NOON, NOON.plusSeconds(31), 1)).containsExactly("new#0");
    assertThat(moved(NOON.plusSeconds(20), NOON.plusSeconds(30), 9)).containsExactly("old#0");
  }

  @Test
  void stepsOfOrdersTellTheStatusBefore() {
    WorkOrder order = SampleOrders.order("wo-1", ToldCmms.INSTANCE);
    store.commit(
        unit -> {
          unit.port(OrderBook.class).add(order, NOON);
          unit.port(OrderBook.class)
              .change(order.moved(OrderStatus.CLOSED), NOON.plusMillis(1), "closed");
          unit.append(NOON.plusSeconds(1), "order.seen", order.id(), Facts.empty());
          return null;
        });
    String asset = order.cause().asset();
    Set<String> assets = new TreeSet<>(Set.of(asset, "z"));
    for (int i = 0; i < 300; i++) {
      assets.add("other" + i);
    }
    List<OrderBook.Step> steps = steps(assets, NOON, 9);
    assertThat(steps)
        .extracting(OrderBook.Step::kind)
        .containsExactly("order.changed", "order.raised");
    assertThat(steps.get(0).before().text("status")).contains(order.status().name());
    assertThat(steps.get(0).facts().text("status")).contains("CLOSED");
    assertThat(steps.get(1).before()).isEqualTo(Facts.empty());
    assertThat(steps(assets, NOON.plusMillis(1), 9)).hasSize(1);
    assertThat(steps(Set.of("z"), NOON, 9)).isEmpty();
  }

  private List<OrderBook.Step> steps(Set<String> assets, Instant since, int limit) {
    Set<String> kinds = Set.of("order.raised", "order.changed");
    return store.read(
        unit ->
            unit.port(OrderBook.class).steps(assets, kinds, since, NOON.plusSeconds(60), limit));
  }

  private void move(String finding, Instant at) {
    store.commit(
        unit -> {
          unit.port(FindingBook.class).move(finding, at, Samples.state(Disposition.DISMISSED));
          return null;
        });
  }

  private List<String> moved(Instant since, Instant until, int limit) {
    return store
        .read(unit -> unit.port(FindingBook.class).moves(Set.of("a", "b"), since, until, limit))
        .stream()
        .map(each -> each.row().finding().id())
        .toList();
  }

  @Test
  void intervalsOfAStretchComeAsOne() {
    record(0, 60, 1, 5, 2);
    record(60, 30, 0.5, 4, 3.5);
    record(3600, 60, 7, 9, 8);
    List<RollUp> hours =
        store.read(
            unit ->
                unit.port(TrendBook.class)
                    .within("p", NOON, NOON.plusSeconds(7200), Duration.ofHours(1)));
    assertThat(hours)
        .containsExactly(
            new RollUp("p", Duration.ofHours(1), NOON, 90, 0.5, 5, 2.5),
            new RollUp("p", Duration.ofHours(1), NOON.plusSeconds(3600), 60, 7, 9, 8));
  }

  private void record(int second, long count, double least, double greatest, double mean) {
    store.commit(
        unit -> {
          unit.port(TrendBook.class)
              .add(
                  new RollUp(
                      "p",
                      Duration.ofMinutes(1),
                      NOON.plusSeconds(second),
                      count,
                      least,
                      greatest,
                      mean));
          return null;
        });
  }

  private void append(String subject, String kind, Instant at) {
    store.commit(
        unit -> {
          unit.append(at, kind, subject, Facts.empty());
          return null;
        });
  }

  private List<String> about(Set<String> subjects, Instant since, Instant until, int limit) {
    return store
        .read(
            unit ->
                unit.port(Journal.class)
                    .about(subjects, Set.of("device.status"), since, until, limit))
        .stream()
        .map(entry -> entry.subject())
        .toList();
  }

  private List<String> seen(Set<String> points, Instant since, Instant until, int limit) {
    return store
        .read(unit -> unit.port(FindingBook.class).seen(points, since, until, limit))
        .stream()
        .map(row -> row.finding().id())
        .toList();
  }

  private void find(String id, String point, Instant at) {
    Finding finding =
        new Finding(
            id + "#0",
            id,
            Finding.Kind.MEASUREMENT,
            point,
            "hot",
            1,
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            new CaptureTime(at, ClockQuality.SOURCE),
            List.of());
    store.commit(
        unit -> {
          unit.port(ObservationBook.class).add(Samples.inspection(id, 1), at);
          unit.port(FindingBook.class).open(finding, at, Samples.state(Disposition.IN_REVIEW));
          return null;
        });
  }
}
