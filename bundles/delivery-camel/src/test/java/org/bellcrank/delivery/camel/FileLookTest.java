package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
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
    return look(new Disk(), status, query);
  }

  private String look(Disk disk, int status, Map<String, String> query) {
    try (Folders folders = new Folders(disk)) {
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
        .doesNotContain("<N>78<", "half.xml", "page.html", "bomb.xml");
    assertThat(shown.indexOf("first")).isBetween(0, shown.indexOf("second"));
  }

  private static void say(Path folder, String name, String text, long changed) throws IOException {
    Path file = Files.writeString(folder.resolve(name), text);
    Files.setLastModifiedTime(file, FileTime.from(Instant.ofEpochSecond(changed)));
  }

  @Test
  void aFolderWithTooManyFilesIsNotReadAsIfItWereEmpty() throws Exception {
    many("BCK_");
    assertThat(look(500, Map.of("named", "BCK_", "in", "in")))
        .contains("more than 5000 files", "move old ones away");
    assertThat(look(500, Map.of("containing", "77", "read", "in")))
        .contains("more than 5000 files");
  }

  /** Somebody else's files in the same folder, which nobody tidies, hold up nothing. */
  @Test
  void filesOfOtherNamesDoNotCount() throws Exception {
    many("theirs");
    Files.createFile(in.resolve("BCK_7.xml"));
    assertThat(look(200, Map.of("named", "BCK_", "in", "in")))
        .contains("BCK_7.xml")
        .doesNotContain("theirs");
  }

  private void many(String beginning) throws IOException {
    for (int i = 0; i <= 5000; i++) {
      Files.createFile(in.resolve(beginning + i));
    }
  }

  @Test
  void aLookSaysHowOldAFileIs() throws Exception {
    Path file = Files.createFile(in.resolve("BCK_7.xml"));
    Instant twoHoursAgo = Instant.now().minus(Duration.ofMinutes(125));
    Files.setLastModifiedTime(file, FileTime.from(twoHoursAgo));
    assertThat(look(200, Map.of("named", "BCK_7", "in", "in"))).contains(" minutes=\"125\">");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(600)));
    assertThat(look(200, Map.of("named", "BCK_7", "in", "in"))).contains(" minutes=\"0\">");
  }

  /** A disk that lets nobody read files whose names begin with {@code no}. */
  private static Disk closed() {
    return new Disk() {
      @Override
      byte[] read(Path file) throws IOException {
        if (file.getFileName().toString().startsWith("no")) {
          throw new AccessDeniedException(file.toString());
        }
        return super.read(file);
      }
    };
  }

  @Test
  void aSingleFileThatMayNotBeReadIsPassedOver() throws Exception {
    say(in, "no1.xml", "<S><N>77</N></S>", 1000);
    Map<String, String> query = Map.of("containing", "77", "read", "in");
    assertThat(look(closed(), 200, query)).isEqualTo("<files></files>");
    say(in, "a.xml", "<S><N>77</N><T>first</T></S>", 2000);
    say(in, "b.xml", "<S><N>77</N><T>second</T></S>", 3000);
    say(in, "no2.xml", "<S><N>77</N></S>", 4000);
    assertThat(look(closed(), 200, query)).contains("first", "second").doesNotContain("no1", "no2");
  }

  @Test
  void manyFilesThatMayNotBeReadAreAMissingRight() throws Exception {
    Map<String, String> query = Map.of("containing", "77", "read", "in");
    say(in, "no1.xml", "<S><N>77</N></S>", 1000);
    say(in, "no2.xml", "<S><N>77</N></S>", 1000);
    say(in, "a.xml", "<S><N>77</N></S>", 1000);
    assertThat(look(closed(), 403, query)).contains("may not be", "no1.xml: and 1 more");
    for (int i = 0; i < 20; i++) {
      say(in, i + ".xml", "<S><N>77</N></S>", 1000);
    }
    look(closed(), 200, query);
    for (int i = 3; i <= 11; i++) {
      say(in, "no" + i + ".xml", "<S><N>77</N></S>", 1000);
    }
    assertThat(look(closed(), 403, query)).contains("and 10 more");
  }
}
