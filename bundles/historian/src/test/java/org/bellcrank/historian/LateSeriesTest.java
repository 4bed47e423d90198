package org.bellcrank.historian;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.observation.Measurement;
import org.bellcrank.observation.testing.MemoryIntake;
import org.junit.jupiter.api.Test;

/** A node that buffers while its line is down, and writes later than the overlap. */
class LateSeriesTest {

  private final Table table = new Table();
  private final Kept marks = new Kept();
  private final MemoryIntake intake = new MemoryIntake();

  /** Records in memory; the point is the series. */
  private static class Table implements Historian {
    final List<HistoricalValue> values = new ArrayList<>();
    final List<String> asked = new ArrayList<>();
    boolean tells = true;
    Runnable pageAsked = () -> {};

    void add(String series, long... at) {
      for (long mark : at) {
        values.add(HistoricalValue.of(series, Instant.ofEpochSecond(mark), mark, mark));
      }
      values.sort(Comparator.comparingLong(HistoricalValue::mark));
    }

    private Batch batch(List<HistoricalValue> found, long from, int most) {
      List<HistoricalValue> page =
          found.stream().filter(value -> value.mark() >= from).limit(most).toList();
      return Batch.of(page, page.size() == most);
    }

    @Override
    public String place() {
      return "a table";
    }

    @Override
    public Batch from(long from, int most) {
      pageAsked.run();
      return batch(values, from, most);
    }

    @Override
    public Batch from(String series, long from, int most) {
      asked.add(series + " " + from);
      return batch(values.stream().filter(v -> v.point().equals(series)).toList(), from, most);
    }

    @Override
    public OptionalLong newest() {
      return values.stream().mapToLong(HistoricalValue::mark).max();
    }

    @Override
    public Map<String, Long> newestOfSeries() throws HistorianException {
      if (!tells) {
        throw new HistorianException("no such function");
      }
      Map<String, Long> newest = new HashMap<>();
      values.forEach(value -> newest.merge(value.point(), value.mark(), Math::max));
      return newest;
    }
  }

  /** Positions in memory. */
  private static final class Kept implements Marks {
    long at;
    final Map<String, Long> series = new HashMap<>();

    @Override
    public long mark() {
      return at;
    }

    @Override
    public void move(long to) {
      assertThat(to).isGreaterThanOrEqualTo(at);
      at = to;
    }

    @Override
    public long series(String name) {
      return series.getOrDefault(name, 0L);
    }

    @Override
    public void moveSeries(Map<String, Long> to) {
      to.forEach((name, mark) -> assertThat(mark).isGreaterThan(series(name)));
      series.putAll(to);
    }
  }

  private HistorianPoll poll(boolean fromNow) {
    return new HistorianPoll(
        new HistorianPoll.Plan("plant", "test", Duration.ofHours(1), 10, fromNow, 3),
        table,
        marks,
        new Outlet("test:plant", intake, () -> null, new MemoryStore(), Clock.systemUTC()));
  }

  private List<Double> of(String series) {
    return intake.accepted().stream()
        .filter(Measurement.class::isInstance)
        .map(Measurement.class::cast)
        .filter(measurement -> measurement.point().equals(series))
        .map(Measurement::value)
        .toList();
  }

  @Test
  void aSeriesThatGoesOnIsReadFromItsOwnNewestRecord() throws Exception {
    table.add("a", 90, 100);
    table.add("b", 95, 1000);
    HistorianPoll poll = poll(false);
    poll.look();
    table.add("b", 1010);
    poll.look();
    assertThat(table.asked).as("nothing of its own while it stands").isEmpty();
    table.add("a", 101, 102, 103, 104, 105, 106, 107, 995, 1020);
    poll.look();
    assertThat(of("a"))
        .containsExactly(
            90.0, 100.0, 101.0, 102.0, 103.0, 104.0, 105.0, 106.0, 107.0, 995.0, 1020.0);
    assertThat(of("b")).containsExactly(95.0, 1000.0, 1010.0);
    assertThat(poll.records()).as("each once").isEqualTo(14);
    int before = table.asked.size();
    poll.look();
    assertThat(table.asked).hasSize(before);
    assertThat(poll.records()).isEqualTo(14);
  }

  @Test
  void itsPlaceOutlivesARestart() throws Exception {
    table.add("a", 100);
    table.add("b", 1000);
    poll(false).look();
    assertThat(marks.series).containsEntry("a", 100L).doesNotContainKey("b");
    table.add("a", 101, 400);
    table.add("b", 1001);
    HistorianPoll second = poll(false);
    second.look();
    assertThat(of("a")).containsExactly(100.0, 101.0, 400.0);
    assertThat(marks.series).containsEntry("a", 400L);
    assertThat(second.records()).as("and those of the overlap").isEqualTo(4);
  }

  /** Series s ends at 105, b goes on for pages. */
  private void awayForLong() {
    table.add("b", 200, 210, 220, 230, 240, 250, 260, 270);
  }

  private void stopBetweenPages() throws Exception {
    HistorianPoll poll = poll(false);
    AtomicInteger pages = new AtomicInteger();
    table.pageAsked =
        () -> {
          if (pages.incrementAndGet() == 3) {
            poll.close();
          }
        };
    poll.look();
    table.pageAsked = () -> {};
    assertThat(marks.at).as("pages of b were passed").isBetween(200L, 269L);
  }

  @Test
  void aSeriesThatEndedMeanwhileIsNotReadAnewAfterAStopBetweenTwoPages() throws Exception {
    table.add("s", 50, 100);
    table.add("b", 100);
    poll(false).look();
    table.add("s", 105);
    awayForLong();
    stopBetweenPages();
    assertThat(marks.series).containsEntry("s", 105L);
    poll(false).look();
    assertThat(table.asked).as("nothing of its own").isEmpty();
    assertThat(of("b")).contains(200.0, 270.0);
  }

  @Test
  void aSeriesThatHadAPlaceOfItsOwnIsNotReadAnewAfterAStopBetweenTwoPages() throws Exception {
    table.add("s", 50);
    table.add("b", 100);
    poll(false).look();
    assertThat(marks.series).containsEntry("s", 50L);
    table.add("s", 105);
    awayForLong();
    stopBetweenPages();
    table.asked.clear();
    poll(false).look();
    assertThat(table.asked).as("nothing of its own").isEmpty();
  }

  @Test
  void aSeriesThatEndedIsNotReadAnewWhereSeriesCouldNotBeAskedForAtFirst() throws Exception {
    table.add("s", 50, 100);
    table.add("b", 100);
    poll(false).look();
    awayForLong();
    HistorianPoll second = poll(false);
    table.tells = false;
    second.look();
    table.tells = true;
    second.look();
    assertThat(table.asked).as("nothing of its own").isEmpty();
    assertThat(marks.series).containsEntry("s", 100L);
  }

  @Test
  void whatTheDiskDidNotTakeIsReadAgain() throws Exception {
    table.add("a", 100);
    table.add("b", 1000);
    HistorianPoll poll = poll(false);
    poll.look();
    table.add("a", 101, 102);
    intake.full(true);
    assertThatThrownBy(poll::look).isInstanceOf(StoreException.class);
    assertThat(marks.series).containsEntry("a", 100L);
    intake.full(false);
    poll.look();
    assertThat(of("a")).containsExactly(100.0, 101.0, 102.0);
  }

  @Test
  void aSeriesThatComesNewWithABacklogIsReadFromWhereTheInstanceBegan() throws Exception {
    table.add("b", 500);
    HistorianPoll poll = poll(true);
    poll.look();
    table.add("b", 1000);
    poll.look();
    table.add("new", 400, 501, 502);
    poll.look();
    assertThat(of("new")).containsExactly(501.0, 502.0);
    assertThat(of("b")).containsExactly(1000.0);
  }

  @Test
  void anInstanceOfAnEarlierVersionReadsNothingAnew() throws Exception {
    marks.at = 1000;
    table.add("dead", 1, 2, 3);
    table.add("b", 1000);
    poll(false).look();
    assertThat(of("dead")).isEmpty();
    assertThat(marks.series).containsEntry("dead", 3L);
  }

  @Test
  void whereSeriesCannotBeAskedForTheRestIsReadAndItIsSaid() throws Exception {
    table.add("a", 100);
    table.tells = false;
    HistorianPoll poll = poll(false);
    poll.look();
    assertThat(of("a")).containsExactly(100.0);
    assertThat(poll.remark())
        .isEqualTo(
            "series that are late are not read, since they cannot be asked for: no such function");
  }

  @Test
  void aRecordDatedAheadHidesNothingOfItsSeries() throws Exception {
    Table dated =
        new Table() {
          @Override
          public long present() {
            return 2000;
          }
        };
    dated.add("a", 100, 9999);
    dated.add("b", 1000);
    HistorianPoll poll =
        new HistorianPoll(
            new HistorianPoll.Plan("plant", "test", Duration.ofHours(1), 10, false, 3),
            dated,
            marks,
            new Outlet("test:plant", intake, () -> null, new MemoryStore(), Clock.systemUTC()));
    poll.look();
    dated.add("b", 1001);
    poll.look();
    assertThat(of("a")).containsExactly(100.0, 9999.0);
    assertThat(of("b")).containsExactly(1000.0, 1001.0);
  }
}
