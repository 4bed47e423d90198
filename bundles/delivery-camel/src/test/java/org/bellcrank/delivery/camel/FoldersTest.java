package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are put into folders whole or not at all, and what of it is known afterwards. */
class FoldersTest {

  private static final Duration LONG = Duration.ofSeconds(20);

  @TempDir Path home;
  private Path share;
  private Path in;

  @BeforeEach
  void share() throws IOException {
    share = Files.createDirectory(home.resolve("share"));
    in = Files.createDirectory(share.resolve("in"));
  }

  private StepAnswer put(Disk disk, String path, String text, Duration answer) {
    try (Folders folders = new Folders(disk)) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      return folders.call(new FileRequest(share.toString(), "PUT", path, Map.of(), body, answer));
    }
  }

  private StepAnswer put(String path, String text) {
    return put(new Disk(), path, text, LONG);
  }

  private StepAnswer look(Map<String, String> query) {
    try (Folders folders = new Folders()) {
      return folders.call(new FileRequest(share.toString(), "GET", "/", query, new byte[0], LONG));
    }
  }

  private static StepAnswer.Answered answered(StepAnswer answer, int status) {
    assertThat(answer).isInstanceOf(StepAnswer.Answered.class);
    StepAnswer.Answered given = (StepAnswer.Answered) answer;
    assertThat(given.status()).as(text(given)).isEqualTo(status);
    return given;
  }

  private static String text(StepAnswer.Answered answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** A disk on which one thing fails. */
  private static Disk failing(String what, IOException how) {
    return new Disk() {
      @Override
      void write(Path file, byte[] content) throws IOException {
        super.write(file, content);
        fail("write");
      }

      @Override
      void publish(Path part, Path file) throws IOException {
        fail("publish");
        super.publish(part, file);
        fail("published");
      }

      @Override
      void force(Path folder) throws IOException {
        fail("force");
        super.force(folder);
      }

      private void fail(String now) throws IOException {
        if (now.equals(what)) {
          throw how;
        }
      }
    };
  }

  @Test
  void aFileIsPutWholeUnderItsNameAndNothingElseStays() throws Exception {
    answered(put("/in/BCK_1.xml", "<a>é</a>"), 201);
    assertThat(Files.readString(in.resolve("BCK_1.xml"))).isEqualTo("<a>é</a>");
    assertThat(names(in)).containsExactly("BCK_1.xml");
  }

  @Test
  void theNameIsGivenOnlyToWhatIsOnTheDiskAsAWhole() {
    Disk watched =
        new Disk() {
          @Override
          void publish(Path part, Path file) throws IOException {
            assertThat(file).doesNotExist();
            assertThat(part.getFileName().toString()).startsWith(".").endsWith(".part");
            assertThat(part).hasContent("whole");
            super.publish(part, file);
          }
        };
    answered(put(watched, "/in/a.xml", "whole", LONG), 201);
  }

  @Test
  void theSameFileAgainIsTheSameAndAnotherOfItsNameIsNeverLost() throws Exception {
    answered(put("/in/a.xml", "one"), 201);
    assertThat(text(answered(put("/in/a.xml", "one"), 200))).contains("same content");
    assertThat(text(answered(put("/in/a.xml", "two"), 409))).contains("other content");
    assertThat(in.resolve("a.xml")).hasContent("one");
    assertThat(names(in)).containsExactly("a.xml");
  }

  /** Somebody puts a file of that name there at the last moment; a move would take its place. */
  @Test
  void aFileThatAppearsAtTheLastMomentIsNeverLost() throws Exception {
    Disk raced =
        new Disk() {
          @Override
          void publish(Path part, Path file) throws IOException {
            Files.writeString(file, "theirs");
            super.publish(part, file);
          }
        };
    answered(put(raced, "/in/a.xml", "ours", LONG), 409);
    assertThat(in.resolve("a.xml")).hasContent("theirs");
    assertThat(names(in)).containsExactly("a.xml");
  }

  @Test
  void aShareWithoutSecondNamesIsServedByAMoveThatLosesNothing() throws Exception {
    Disk plain =
        new Disk() {
          @Override
          void publish(Path part, Path file) throws IOException {
            move(part, file);
          }
        };
    answered(put(plain, "/in/a.xml", "one", LONG), 201);
    assertThat(in.resolve("a.xml")).hasContent("one");
    Disk raced =
        new Disk() {
          @Override
          void publish(Path part, Path file) throws IOException {
            Files.writeString(file, "theirs");
            move(part, file);
          }
        };
    answered(put(raced, "/in/b.xml", "ours", LONG), 409);
    assertThat(in.resolve("b.xml")).hasContent("theirs");
    assertThat(names(in)).containsExactly("a.xml", "b.xml");
  }

  @Test
  void whatAStopLeftHalfWrittenIsTidiedAwayAfterAnHourAndNothingElse() throws Exception {
    left(".a.xml.bck0123456789abcdef.part", 61);
    left(".gone.xml.bck0123456789abcdef.part", 6000);
    left(".b.xml.bck0123456789abcdef.part", 59);
    left(".theirs.xml.part", 6000);
    left("old.xml", 6000);
    answered(put("/in/a.xml", "whole"), 201);
    assertThat(in.resolve("a.xml")).hasContent("whole");
    assertThat(names(in))
        .containsExactly(".b.xml.bck0123456789abcdef.part", ".theirs.xml.part", "a.xml", "old.xml");
  }

  private void left(String name, int minutes) throws IOException {
    Path file = Files.writeString(in.resolve(name), "half");
    Instant changed = Instant.now().minus(Duration.ofMinutes(minutes));
    Files.setLastModifiedTime(file, FileTime.from(changed));
  }

  @Test
  void aLinkInTheWayIsNotFollowed() throws Exception {
    Path precious = Files.writeString(home.resolve("precious"), "precious");
    Files.createSymbolicLink(in.resolve("b.xml"), precious);
    answered(put("/in/b.xml", "whole"), 409);
    assertThat(precious).hasContent("precious");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "No space left on device | 507",
        "Disk quota exceeded | 507",
        "Read-only file system | 403",
        "File name too long | 422"
      })
  void whatTheFileSystemRefusesIsToldAndLeavesNothing(String words, int status) throws Exception {
    for (String where : List.of("write", "publish")) {
      IOException how = new FileSystemException("/share/in/.a.xml.part", null, words);
      StepAnswer.Answered answer =
          answered(put(failing(where, how), "/in/a.xml", "whole", LONG), status);
      assertThat(text(answer)).contains(words);
      assertThat(names(in)).isEmpty();
    }
  }

  @Test
  void whatFailsBeforeTheNameIsNotDoneAndWhatFailsAtItIsNotKnown() throws Exception {
    for (String words : List.of("Input/output error", "Stale file handle")) {
      IOException how = new FileSystemException("/share/in/.a.xml.part", null, words);
      assertThat(put(failing("write", how), "/in/a.xml", "whole", LONG))
          .isNotInstanceOf(StepAnswer.Unknown.class);
      assertThat(put(failing("publish", how), "/in/a.xml", "whole", LONG))
          .isInstanceOf(StepAnswer.Unknown.class);
      assertThat(names(in)).isEmpty();
    }
  }

  /** The share gave the name, lost its answer, and the other side was quick. */
  @Test
  void aFileThatWasNamedAndTakenWhileTheShareFailedIsNotNamedOnceMore() throws Exception {
    Disk quick =
        new Disk() {
          @Override
          void link(Path name, Path file) throws IOException {
            super.link(name, file);
            if (name.endsWith("a.xml")) {
              Files.delete(name);
              throw new FileSystemException(name.toString(), null, "Input/output error");
            }
          }
        };
    assertThat(put(quick, "/in/a.xml", "whole", LONG)).isInstanceOf(StepAnswer.Unknown.class);
    assertThat(names(in)).isEmpty();
  }

  @Test
  void aShareThatKnowsNoSecondNamesAtAllIsServedByAMove() throws Exception {
    Disk without =
        new Disk() {
          @Override
          void link(Path name, Path file) throws IOException {
            throw new FileSystemException(name.toString(), null, "Vorgang nicht zulässig");
          }
        };
    answered(put(without, "/in/a.xml", "whole", LONG), 201);
    assertThat(in.resolve("a.xml")).hasContent("whole");
    assertThat(names(in)).containsExactly("a.xml");
  }

  @Test
  void aFolderThatIsGoneIsNotForced() {
    assertThatThrownBy(() -> new Disk().force(in.resolve("gone")))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void aFolderThatMayNotBeWrittenIsAMatterOfRights() {
    IOException how = new AccessDeniedException("/share/in/.a.xml.part");
    assertThat(text(answered(put(failing("write", how), "/in/a.xml", "whole", LONG), 403)))
        .contains("may not be written");
  }

  @Test
  void aShareThatGoesAwayIsAwayAndNothingIsInDoubt() throws Exception {
    IOException how = new FileSystemException("/share/in", null, "Stale file handle");
    StepAnswer answer = put(failing("write", how), "/in/a.xml", "whole", LONG);
    assertThat(answer)
        .isInstanceOfSatisfying(
            StepAnswer.NotSent.class,
            not -> assertThat(not.trouble()).isEqualTo(Trouble.UNREACHABLE));
  }

  @Test
  void afterTheNameIsGivenAFailureLeavesADoubt() {
    for (String where : List.of("published", "force")) {
      IOException how = new IOException("Input/output error");
      assertThat(put(failing(where, how), "/in/" + where + ".xml", "whole", LONG))
          .isInstanceOf(StepAnswer.Unknown.class);
      assertThat(in.resolve(where + ".xml")).hasContent("whole");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/../outside.xml",
        "/in/../../outside.xml",
        "/in/..",
        "/in/.hidden",
        "/in/",
        "/in/a\\b.xml",
        "/in/a:b.xml",
        "/in/a\u0000b.xml",
        "/in/a\nb.xml",
        "/in/ends.",
        "/in/ ends.xml"
      })
  void aNameThatLeadsElsewhereOrIsNoneIsRefusedAndSaysWhatIsAllowed(String path) throws Exception {
    assertThat(text(answered(put(path, "x"), 422))).contains("allowed");
    assertThat(names(home)).containsExactly("share");
    assertThat(names(share)).containsExactly("in");
    assertThat(names(in)).isEmpty();
  }

  @Test
  void aNameIsRefusedByItsBytesNotItsLetters() {
    answered(put("/in/" + "é".repeat(101), "x"), 422);
    answered(put("/in/" + "é".repeat(100), "x"), 201);
  }

  @Test
  void aFolderThatIsALinkOutOfTheShareIsRefused() throws Exception {
    Path outside = Files.createDirectory(home.resolve("outside"));
    Files.createSymbolicLink(share.resolve("out"), outside);
    assertThat(text(answered(put("/out/a.xml", "x"), 422))).contains("leads out of");
    assertThat(names(outside)).isEmpty();
    answered(look(Map.of("named", "a", "in", "out")), 422);
  }

  @Test
  void aFolderThatIsMissingIsAShareThatIsAway() throws Exception {
    assertThat(put("/gone/a.xml", "x"))
        .isInstanceOfSatisfying(
            StepAnswer.NotSent.class,
            not -> {
              assertThat(not.trouble()).isEqualTo(Trouble.UNREACHABLE);
              assertThat(not.words()).contains("gone is not there", "mounted");
            });
    assertThat(look(Map.of("named", "a", "in", "gone"))).isInstanceOf(StepAnswer.NotSent.class);
    assertThat(names(share)).containsExactly("in");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "relative/share", "/", "/no/such/share"})
  void aRootThatIsNoneIsRefusedOrAway(String root) {
    try (Folders folders = new Folders()) {
      StepAnswer answer =
          folders.call(new FileRequest(root, "PUT", "/a.xml", Map.of(), new byte[0], LONG));
      if (root.startsWith("/no")) {
        assertThat(answer).isInstanceOf(StepAnswer.NotSent.class);
      } else {
        assertThat(text(answered(answer, 422))).contains("a whole path");
      }
    }
  }
}
