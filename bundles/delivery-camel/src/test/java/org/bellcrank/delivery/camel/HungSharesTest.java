package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Shares that hang, and calls that come to themselves when nobody waits for them any more. */
@Timeout(60)
class HungSharesTest {

  @TempDir Path home;
  private Path share;
  private Path in;

  @BeforeEach
  void share() throws IOException {
    share = Files.createDirectory(home.resolve("share"));
    in = Files.createDirectory(share.resolve("in"));
  }

  private StepAnswer put(Disk disk, long millis) {
    try (Folders folders = new Folders(disk)) {
      return folders.call(file(share, "/in/a.xml", millis));
    }
  }

  private static FileRequest file(Path root, String path, long millis) {
    return file(root, path, "whole", millis);
  }

  private static FileRequest file(Path root, String path, String text, long millis) {
    byte[] body = text.getBytes(StandardCharsets.UTF_8);
    return new FileRequest(root.toString(), "PUT", path, Map.of(), body, Duration.ofMillis(millis));
  }

  /** A call into a share that hangs is not ended by an interrupt. */
  private static void uninterrupted(CountDownLatch goes) {
    boolean waits = true;
    while (waits) {
      try {
        goes.await();
        waits = false;
      } catch (InterruptedException sharesDoNotCare) {
        // Once more.
      }
    }
  }

  private static void assertCreated(StepAnswer answer) {
    assertThat(answer)
        .isInstanceOfSatisfying(
            StepAnswer.Answered.class, given -> assertThat(given.status()).isEqualTo(201));
  }

  private List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /**
   * The first try hangs; the second has given the file its name and not yet taken away the first
   * one when the first try goes on: it writes somewhere else, and deletes nothing of the second.
   */
  @Test
  void aTryThatComesToItselfLateTouchesNothingOfTheNext() throws Exception {
    CountDownLatch goes = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    AtomicInteger writes = new AtomicInteger();
    Disk slow =
        new Disk() {
          @Override
          void write(Path file, byte[] content) throws IOException {
            if (writes.incrementAndGet() == 1) {
              uninterrupted(goes);
            }
            super.write(file, content);
          }

          @Override
          void publish(Path part, Path file) throws IOException {
            Files.createLink(file, part);
            goes.countDown();
            uninterrupted(gone);
            assertThat(part).hasContent("second");
            Files.delete(part);
          }

          @Override
          void delete(Path file) throws IOException {
            super.delete(file);
            gone.countDown();
          }
        };
    try (Folders folders = new Folders(slow)) {
      assertThat(folders.call(file(share, "/in/a.xml", "first", 500)))
          .isInstanceOf(StepAnswer.NotSent.class);
      assertCreated(folders.call(file(share, "/in/a.xml", "second", 20_000)));
    }
    assertThat(in.resolve("a.xml")).hasContent("second");
    assertThat(names(in)).containsExactly("a.xml");
  }

  @Test
  void aShareThatHangsIsNotWaitedForAndWhatItWritesLateGetsNoName() throws Exception {
    CountDownLatch goes = new CountDownLatch(1);
    CountDownLatch gone = new CountDownLatch(1);
    Disk slow =
        new Disk() {
          @Override
          void write(Path file, byte[] content) throws IOException {
            uninterrupted(goes);
            super.write(file, content);
          }

          @Override
          void delete(Path file) throws IOException {
            super.delete(file);
            gone.countDown();
          }
        };
    StepAnswer answer = put(slow, 100);
    assertThat(answer).isInstanceOf(StepAnswer.NotSent.class);
    goes.countDown();
    gone.await();
    assertThat(names(in)).isEmpty();
  }

  /**
   * Hours of calls into a share that hangs; the one beside it goes on, and so does it in the end.
   */
  @Test
  void aShareThatHangsTakesFewThreadsAndNoneFromOthers() throws Exception {
    Path other = Files.createDirectory(home.resolve("other"));
    CountDownLatch goes = new CountDownLatch(1);
    Semaphore gone = new Semaphore(0);
    AtomicInteger calls = new AtomicInteger();
    Disk slow =
        new Disk() {
          @Override
          void write(Path file, byte[] content) throws IOException {
            if (file.startsWith(share)) {
              calls.incrementAndGet();
              uninterrupted(goes);
            }
            super.write(file, content);
          }

          @Override
          void delete(Path file) throws IOException {
            super.delete(file);
            gone.release();
          }
        };
    try (Folders folders = new Folders(slow)) {
      for (int i = 0; i < 70; i++) {
        assertThat(folders.call(file(share, "/in/" + i + ".xml", 50)))
            .isInstanceOf(StepAnswer.NotSent.class);
      }
      assertThat(calls.get()).isBetween(1, 3);
      assertThat(folders.call(file(share, "/in/a.xml", 20_000)))
          .isInstanceOfSatisfying(
              StepAnswer.NotSent.class,
              not -> {
                assertThat(not.trouble()).isEqualTo(Trouble.SILENT);
                assertThat(not.words()).contains(share + ": 3 calls hang already");
              });
      assertCreated(folders.call(file(other, "/a.xml", 20_000)));
      goes.countDown();
      gone.acquire(3);
      StepAnswer again;
      do {
        again = folders.call(file(share, "/in/a.xml", 20_000));
      } while (again instanceof StepAnswer.NotSent);
      assertCreated(again);
    }
  }

  @Test
  void aShareThatHangsWhileTheNameIsGivenLeavesADoubt() {
    CountDownLatch never = new CountDownLatch(1);
    Disk slow =
        new Disk() {
          @Override
          void publish(Path part, Path file) throws IOException {
            try {
              never.await();
            } catch (InterruptedException ended) {
              throw new IOException(ended);
            }
          }
        };
    assertThat(put(slow, 200)).isInstanceOf(StepAnswer.Unknown.class);
  }
}
