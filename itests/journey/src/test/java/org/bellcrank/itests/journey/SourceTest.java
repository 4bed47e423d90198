package org.bellcrank.itests.journey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the demo takes of any folder of images, and what it says about it. */
class SourceTest {

  private static final Instant WRITTEN = Instant.parse("2026-03-02T06:00:00Z");

  @TempDir private Path folder;

  private void images(Duration apart, String... names) throws IOException {
    for (int i = 0; i < names.length; i++) {
      Path file = Files.writeString(folder.resolve(names[i]), "x");
      Files.setLastModifiedTime(file, FileTime.from(WRITTEN.plus(apart.multipliedBy(i))));
    }
  }

  private Source source(String match) {
    return Source.of(
        folder.toString(), Optional.of(match).filter(m -> !m.isEmpty()).map(Pattern::compile));
  }

  @Test
  void twelveDigitsInTheNamesAreTheTimes() throws Exception {
    images(Duration.ZERO, "01_260302060000_a.jpg", "02_260303060000_a.JPG", "cover.png", "x.txt");
    Source source = source("");
    assertThat(source.settings()).containsOnlyKeys("capture.pattern");
    assertThat("01_260302060000_a.jpg").matches(source.settings().get("capture.pattern"));
    assertThat(source.lines().get(0)).contains("3 images of " + folder);
    assertThat(source.lines().get(1))
        .contains("times in their names, 2026-03-02T06:00:00Z to 2026-03-03T06:00:00Z")
        .contains("1 without a time are left out");
  }

  @Test
  void withoutThemTheFilesTimesCountWhereTheyLieApart() throws Exception {
    images(Duration.ofHours(4), "b.jpg", "a.jpg", "c.jpg");
    Source source = source("");
    assertThat(source.settings()).isEmpty();
    assertThat(source.lines().get(1)).contains("files' own times, 2026-03-02T06:00:00Z to");
  }

  @Test
  void filesThatWereWrittenAllAtOnceComeInTheOrderOfTheirNames() throws Exception {
    images(Duration.ofMillis(3), "shot1.jpg", "shot10.jpg", "shot2.jpg");
    Source source = source("");
    assertThat(source.settings()).containsEntry("capture.interval", "PT1H");
    assertThat(Instant.parse(source.settings().get("capture.start")))
        .isBetween(WRITTEN.minus(Duration.ofHours(2)), WRITTEN);
    assertThat(source.lines().get(1)).contains("in the order of their names");
  }

  @Test
  void aNumberLongerThanTwelveDigitsIsNoTime() throws Exception {
    images(Duration.ZERO, "20260302060000123.jpg");
    assertThat(source("").settings()).doesNotContainKey("capture.pattern");
  }

  @Test
  void onePositionOfSeveralIsPickedByAPattern() throws Exception {
    images(
        Duration.ZERO,
        "01_260302060000_x.jpg",
        "01_260302060010_y.jpg",
        "02_260303060000_x.jpg",
        "02_260303060010_y.jpg");
    assertThat(source("").lines().get(2)).contains("end in 2 ways").contains("--match REGEX");
    Source picked = source("_x");
    assertThat(picked.settings()).containsEntry("file.pattern", "_x");
    assertThat(picked.lines()).hasSize(2);
    assertThat(picked.lines().get(0)).contains("2 of 4 images");
  }

  @Test
  void whatHoldsNothingToPlayIsRefusedInOneLine() throws Exception {
    refused(folder.toString(), "", "holds no image");
    images(Duration.ZERO, "shot1.jpg");
    refused(folder.toString(), "x{3}", "holds 1 images, but no name matches x{3}");
    refused(folder.resolve("film.mp4").toString(), "", "is not there");
    refused("\0", "", "is no path");
  }

  private static void refused(String source, String match, String words) {
    Optional<Pattern> pattern = Optional.of(match).filter(m -> !m.isEmpty()).map(Pattern::compile);
    assertThatThrownBy(() -> Source.of(source, pattern))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words)
        .hasMessageContaining("allowed: a video file")
        .message()
        .doesNotContain("\n");
  }

  @Test
  void addressesAndFilmsAreTakenAsTheyAre() throws Exception {
    Path film = Files.writeString(folder.resolve("a.mp4"), "x");
    for (String text : List.of("rtsp://127.0.0.1/x", film.toString())) {
      assertThat(Source.of(text, Optional.empty()).settings()).isEmpty();
    }
  }

  @Test
  void wrongOptionsAreRefusedWithWhatIsAllowed() {
    wrong("--orders: given '0'; allowed 1 to 999999", "--orders", "0");
    wrong("--match: given '('; allowed: a regular expression", "--match", "(");
    wrong("--match REGEX goes with --source DIR", "--match", "x");
    wrong("given '--ordres'; allowed: --orders N", "--ordres", "5");
    wrong("--report needs a value", "--report");
  }

  private static void wrong(String words, String... arguments) {
    assertThatThrownBy(() -> DemoOptions.of(List.of(arguments), Optional.empty()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(words);
  }
}
