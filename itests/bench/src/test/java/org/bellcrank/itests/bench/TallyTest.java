package org.bellcrank.itests.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.bellcrank.itests.doubles.CustomRestDouble;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;

/** What {@code bench telemetry} makes of the gateway's own counters. */
class TallyTest {

  @Test
  void onlyPointsThatMachinesTellCountAndNotTheMeansOfTheirWindows() {
    PlantSite site = new PlantSite(1, 2, 0);
    Tally tally =
        Tally.of(
            page(point("d000/t0", 60, 0), point("d000/t1", 59, 3), point("d000/t0-mean", 6, 0)),
            site::told);
    assertThat(tally).isEqualTo(new Tally(2, 119, 3));
    assertThat(tally.used()).isEqualTo(116);
  }

  @Test
  void aSampleThatNobodyTellsOfIsLostAndOneThatWasPassedOverIsNot() {
    Tally took = new Tally(2, 119, 3);
    assertThat(took.silentlyLost(119, 0)).isZero();
    assertThat(took.silentlyLost(120, 0)).isEqualTo(1);
    assertThat(took.silentlyLost(169, 50)).as("a message that was refused aloud").isZero();
    assertThat(took.silentlyLost(118, 0)).as("one was taken twice").isEqualTo(-1);
  }

  @Test
  void whatCameBeforeTheMeasurementDoesNotHideALoss() {
    Tally before = new Tally(2, 1_000, 5);
    assertThat(new Tally(2, 1_119, 5).since(before).silentlyLost(120, 0)).isEqualTo(1);
  }

  @Test
  void aPointThatWasNeverHeardIsNone() {
    Facts silent = Facts.with("id", "d000/t1").put("name", "silent").build();
    assertThat(Tally.of(page(point("d000/t0", 1, 0), silent), point -> true))
        .isEqualTo(new Tally(1, 1, 0));
  }

  @Test
  void aPointThatTalksHidesNoneThatIsSilent() {
    Told before = Told.of(page(point("a", 2, 0), point("b", 7, 0)), point -> true);
    Told now = Told.of(page(point("a", 2, 0), point("b", 19, 0), point("c", 6, 0)), point -> true);
    assertThat(now.sum() - before.sum()).as("six for each").isEqualTo(18);
    assertThat(now.atLeast(3, before)).isEqualTo(2);
    assertThat(now.atLeast(7, before)).isEqualTo(1);
  }

  @Test
  void twoOrdersOfOneReferenceAreADoubleWhateverTheGatewaySays() {
    Facts one = Facts.with("reference", "r1").build();
    Facts two = Facts.with("reference", "r2").build();
    Facts ofAPerson = Facts.with("reference", "").build();
    String books =
        Facts.with("orders", List.of(one, two, one, ofAPerson, ofAPerson)).build().json();
    assertThat(CmmsBooks.of(Facts.parse(books))).isEqualTo(new CmmsBooks(5, 1));
  }

  @Test
  void theBooksOfTheDoubleAreAskedOverHttp() throws Exception {
    try (CustomRestDouble cmms = CustomRestDouble.start(DoubleOptions.free())) {
      String address = cmms.uri().toString().replaceFirst("/$", "");
      assertThat(CmmsBooks.of(address)).isEqualTo(new CmmsBooks(0, 0));
    }
  }

  private static Facts page(Facts... points) {
    String told = Facts.with("points", List.of(points)).build().json();
    return Facts.parse(told); // as it comes over HTTP
  }

  private static Facts point(String id, long taken, long passed) {
    return Facts.with("id", id).put("taken", taken).put("passed", passed).build();
  }
}
