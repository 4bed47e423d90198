package org.bellcrank.driver.opcua.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What strangers who come to us can do to the folder where a person looks. */
class TrustFolderTest {

  @TempDir Path folder;

  private TrustFolder clients(Duration later) {
    return new TrustFolder(
        TrustFolder.Side.CLIENT,
        "test",
        folder,
        Clock.fixed(Instant.now().plus(later), ZoneOffset.UTC));
  }

  private Identity stranger(int number) throws IOException {
    return Identity.in(folder.resolve("stranger-" + number));
  }

  private void refused(TrustFolder trust, Identity stranger, String words) {
    assertThatThrownBy(
            () ->
                trust.validateCertificateChain(
                    stranger.chain(), stranger.applicationUri(), new String[0]))
        .isInstanceOf(UaException.class)
        .hasMessageContaining(words);
  }

  private List<String> rejected() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("rejected"))) {
      return files.map(each -> each.getFileName().toString()).toList();
    }
  }

  private Path waiting(int number) throws IOException {
    Path rejected = Files.createDirectories(folder.resolve("rejected"));
    return Files.write(rejected.resolve("waiting-" + number + ".der"), new byte[] {1});
  }

  @Test
  void aCertificateThatWaitsForAPersonIsNotPushedOutByStrangers() throws Exception {
    for (int i = 1; i < TrustFolder.MOST_REJECTED; i++) {
      waiting(i);
    }
    TrustFolder trust = clients(Duration.ZERO);
    refused(trust, stranger(1), "to believe it, move");
    refused(trust, stranger(2), "holds 50 of the last day");

    assertThat(rejected()).hasSize(TrustFolder.MOST_REJECTED).contains("waiting-1.der");
  }

  @Test
  void oneThatNobodyBelievedForADayMakesRoom() throws Exception {
    for (int i = 1; i <= TrustFolder.MOST_REJECTED; i++) {
      waiting(i);
    }
    Files.setLastModifiedTime(waiting(7), FileTime.from(Instant.now().minus(Duration.ofHours(25))));
    refused(clients(Duration.ZERO), stranger(1), "to believe it, move");

    assertThat(rejected()).hasSize(TrustFolder.MOST_REJECTED).doesNotContain("waiting-7.der");
  }

  @Test
  void ofNewOnesFiveAreKeptInAMinuteAndTheSameOneIsNoNewOne() throws Exception {
    TrustFolder trust = clients(Duration.ZERO);
    Identity known = stranger(1);
    for (int i = 1; i <= 5; i++) {
      refused(trust, i == 1 ? known : stranger(i), "to believe it, move");
    }
    refused(trust, stranger(6), "more than 5 new ones in a minute");
    refused(trust, known, "to believe it, move");

    assertThat(rejected()).hasSize(5);
  }

  @Test
  void aCertificateThatIsLargeIsNotKept() throws Exception {
    List<String> names =
        IntStream.range(0, 1000).mapToObj("line-%d.plant.example"::formatted).toList();
    Identity large = Identity.in(folder.resolve("large"), names);
    assertThat(large.chain().get(0).getEncoded().length).isGreaterThan(TrustFolder.MOST_BYTES);

    refused(clients(Duration.ZERO), large, "allowed: 16384");

    assertThat(rejected()).isEmpty();
  }

  @Test
  void triesThatAreNotKeptAreToldInSums() {
    Instant[] now = {Instant.parse("2026-05-04T06:00:00Z")};
    Strangers strangers =
        new Strangers(
            new Clock() {
              @Override
              public ZoneOffset getZone() {
                return ZoneOffset.UTC;
              }

              @Override
              public Clock withZone(java.time.ZoneId zone) {
                return this;
              }

              @Override
              public Instant instant() {
                return now[0];
              }
            });
    assertThat(strangers.notKept()).isEqualTo(1);
    assertThat(strangers.notKept()).isZero();
    assertThat(strangers.notKept()).isZero();
    now[0] = now[0].plus(Duration.ofHours(1));
    assertThat(strangers.notKept()).isEqualTo(3);
  }
}
