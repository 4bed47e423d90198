package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.bellcrank.delivery.StepAnswer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look into folders shows, and what it does not. */
class FileLookTest {

  @TempDir Path share;
  private Path in;

  @BeforeEach
  void folder() throws IOException {
    in = Files.createDirectory(share.resolve("in"));
  }

  private String look(int status, Map<String, String> query) {
    try (Folders folders = new Folders()) {
      StepAnswer answer =
          folders.call(
              new FileRequest(
                  share.toString(), "GET", "/", query, new byte[0], Duration.ofSeconds(20)));
      assertThat(answer).isInstanceOf(StepAnswer.Answered.class);
      StepAnswer.Answered given = (StepAnswer.Answered) answer;
      String text = new String(given.body(), StandardCharsets.UTF_8);
      assertThat(given.status()).as(text).isEqualTo(status);
      return text;
    }
  }

  @Test
  void aLookShowsFilesByTheirNamesWhereverTheyAre() throws Exception {
    Files.createDirectory(share.resolve("error"));
    Files.writeString(in.resolve("BCK_7_1.xml"), "x");
    Files.writeString(in.resolve(".BCK_7_2.xml.part"), "x");
    Files.writeString(in.resolve("BCK_8.xml"), "x");
    Files.writeString(share.resolve("error").resolve("BCK_7_0.xml.txt"), "no <partner> & \u0001");
    Files.createSymbolicLink(in.resolve("BCK_7_9.xml"), in.resolve("BCK_8.xml"));
    String shown = look(200, Map.of("named", "BCK_7", "in", "in,archive?,error"));
    assertThat(shown)
        .contains("folder=\"in\" name=\"BCK_7_1.xml\" bytes=\"1\"")
        .contains("folder=\"error\" name=\"BCK_7_0.xml.txt\"")
        .contains(">no &lt;partner&gt; &amp; ?</file>")
        .doesNotContain(".part", "BCK_8", "BCK_7_9");
  }

  @Test
  void aLookShowsWhatFilesSayOldestChangeFirstAndOnlyWholeOnes() throws Exception {
    Path status = Files.createDirectory(share.resolve("status"));
    say(status, "b.xml", "<S><N>77</N><T>second</T></S>", 2000);
    say(status, "c.xml", "<?xml version=\"1.0\"?><S><N>77</N><T>first</T></S>", 1000);
    say(status, "other.xml", "<S><N>78</N></S>", 1000);
    say(status, "half.xml", "<S><N>77</N>", 1000);
    say(status, "page.html", "77 <br> Service unavailable", 1000);
    String outer = "<!DOCTYPE S [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><S>77&e;</S>";
    say(status, "bomb.xml", outer, 1000);
    Files.write(
        status.resolve("latin.xml"),
        "<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><S><N>77</N><T>é</T></S>"
            .getBytes(StandardCharsets.ISO_8859_1));
    String shown = look(200, Map.of("containing", "77", "read", "status"));
    assertThat(shown)
        .contains("<T>é</T>")
        .doesNotContain("78", "half.xml", "page.html", "bomb.xml");
    assertThat(shown.indexOf("first")).isBetween(0, shown.indexOf("second"));
  }

  private static void say(Path folder, String name, String text, long changed) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(changed)));
  }

  @Test
  void aFolderWithTooManyFilesIsNotReadAsIfItWereEmpty() throws Exception {
    for (int i = 0; i <= 5000; i++) {
      Files.createFile(in.resolve("f" + i));
    }
    assertThat(look(500, Map.of("named", "BCK", "in", "in")))
        .contains("more than 5000 files", "move old ones away");
  }
}
