package org.bellcrank.itests.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import javax.imageio.ImageIO;
import org.bellcrank.itests.footage.Frame;
import org.bellcrank.itests.footage.Pit;
import org.bellcrank.itests.footage.Scenario;
import org.bellcrank.itests.footage.SpindleFootage;
import org.bellcrank.journal.Facts;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A folder of photographs of one place: the first small pit is logged, the confirmed one becomes
 * one order, its growth joins that order and raises its priority. Shipped gateway, shipped model.
 */
@Timeout(180)
class FolderStoryTest {

  private static final DateTimeFormatter IN_NAMES =
      DateTimeFormatter.ofPattern("yyMMddHHmmss").withZone(ZoneOffset.UTC);
  private static final Duration FOOTAGE = Duration.ofSeconds(120);

  @TempDir private Path folder;

  @Test
  void aDefectThatGrowsOverTheImagesOfAFolderBecomesOneOrderWhosePriorityRises() throws Exception {
    Path images = Files.createDirectory(folder.resolve("images"));
    photographs(images);
    Path report = folder.resolve("report.json");
    try (Command demo =
        Command.start(
            folder,
            "demo",
            "--source",
            images.toString(),
            "--match",
            "_left_",
            "--report",
            report.toString(),
            "--data",
            folder.resolve("data").toString(),
            "--port",
            String.valueOf(Command.freePort()))) {
      assertThat(demo.awaitSaying("the footage has ended", FOOTAGE)).as(demo.all()).isTrue();
      assertThat(demo.awaitSaying("report in", Duration.ofSeconds(10))).as(demo.all()).isTrue();
      assertThat(demo.alive()).as("the console stays up").isTrue();
      assertThat(demo.said()).anyMatch(line -> line.contains("12 of 13 images"));
      assertThat(demo.said()).anyMatch(line -> line.contains("times in their names"));
      story(Facts.parse(Files.readString(report)));
      demo.terminate();
      assertThat(demo.status(Duration.ofSeconds(12))).isEqualTo(143);
    }
  }

  private static void story(Facts report) {
    assertThat(report.whole("balance").orElseThrow()).isZero();
    assertThat(report.whole("frames").orElseThrow()).isEqualTo(12);
    Facts dispositions = report.facts("dispositions").orElseThrow();
    assertThat(dispositions.whole("LOGGED").orElseThrow())
        .as("too small or seen once")
        .isPositive();
    assertThat(dispositions.whole("RAISED").orElseThrow())
        .as("one order, however often")
        .isEqualTo(1);
    assertThat(dispositions.whole("MERGED").orElseThrow()).as("its growth").isGreaterThan(1);
    List<Facts> orders = report.factsList("orders");
    assertThat(orders).hasSize(1);
    Facts order = orders.get(0);
    assertThat(order.bool("acknowledged")).contains(true);
    List<Long> priorities = order.list("priorities").stream().map(Long.class::cast).toList();
    assertThat(priorities).as("raised, then more urgent (1 is most)").hasSizeGreaterThan(1);
    assertThat(priorities.get(priorities.size() - 1)).isLessThan(priorities.get(0));
  }

  /**
   * One pit, born after two clean images, photographed every twelve hours; another place beside.
   */
  private static void photographs(Path folder) throws IOException {
    Duration every = Duration.ofHours(12);
    Pit pit = new Pit(0.205, 0.10, Duration.ofHours(20), 7, 48, Duration.ofHours(60), 11);
    Scenario scene =
        new Scenario(
            "left",
            401,
            1280,
            720,
            Instant.parse("2026-03-02T06:00:00Z"),
            every,
            12,
            0.012,
            Scenario.demo("A").look(),
            List.of(pit));
    SpindleFootage footage = new SpindleFootage(scene);
    for (int n = 0; n < scene.frames(); n++) {
      Frame frame = footage.render(n);
      String name = "01_%s_left_crop.jpg".formatted(IN_NAMES.format(frame.captured()));
      ImageIO.write(frame.image(), "jpg", folder.resolve(name).toFile());
    }
    String elsewhere = "01_%s_right_crop.jpg".formatted(IN_NAMES.format(scene.start()));
    ImageIO.write(footage.render(11).image(), "jpg", folder.resolve(elsewhere).toFile());
    Set<Path> written;
    try (var files = Files.list(folder)) {
      written = files.collect(Collectors.toSet());
    }
    assertThat(written).hasSize(13);
  }
}
