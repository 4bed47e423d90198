package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.concurrent.CompletableFuture;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.journal.Store;
import org.bellcrank.journal.StoreException;
import org.bellcrank.journal.Work;
import org.bellcrank.keys.CertificateTerms;
import org.bellcrank.observation.Observation;
import org.bellcrank.observation.ObservationIntake;
import org.bellcrank.observation.SourceLife;
import org.bellcrank.site.ActiveSite;
import org.bellcrank.site.Site;
import org.junit.jupiter.api.Test;

/** What one bundle breaks stays at its own lamp: the others are looked at in the same turn. */
class FenceTest {

  private static final Duration LOOK = Duration.ofMinutes(5);

  private final Parts parts = new Parts();
  private Instant now = Instant.parse("2026-03-02T05:00:00Z");
  private Error broken = new NoClassDefFoundError("org/example/Gone");
  private Canaries canaries;

  private void turn() {
    if (canaries == null) {
      canaries = canaries();
    }
    for (int i = 0; i < 3; i++) {
      now = now.plus(LOOK); // above a quarter of a period
      canaries.turn();
    }
  }

  private Canaries canaries() {
    return new Canaries(new NoStore(), clock(), new Taking(), new NoSite(), parts, Runnable::run);
  }

  private Lamp lamp(String id) {
    return canaries.all().stream().filter(each -> each.id().equals(id)).findFirst().orElseThrow();
  }

  private static SourceLife.Sign well(String name) {
    return new SourceLife.Sign(name, "topic", true, "messages come");
  }

  @Test
  void aSourceWhoseClassesAreGoneIsRedAndTheSourcesAndLampsBehindItAreLookedAt() {
    boolean[] isBroken = {false};
    parts.sources.add(
        () -> {
          if (isBroken[0]) {
            throw broken;
          }
          return well("line-1");
        });
    parts.sources.add(() -> well("line-2"));
    CertificateTerms good = () -> List.of(term("server", now.plus(Duration.ofDays(300))));
    parts.certificates.add(good);
    turn();
    assertThat(lamp("source/line-1").state()).isEqualTo(State.GREEN);

    isBroken[0] = true;
    parts.sources.add(() -> well("line-3"));
    turn();
    assertThat(lamp("source/line-1").state()).isEqualTo(State.RED);
    assertThat(lamp("source/line-1").words())
        .contains("could not be looked at", "NoClassDefFoundError", "org/example/Gone");
    assertThat(lamp("source/line-2").provedAt()).contains(now);
    assertThat(lamp("source/line-3").state()).isEqualTo(State.GREEN);
    assertThat(lamp("storage").provedAt()).contains(now);
    assertThat(lamp("certificate/server").provedAt()).contains(now);

    isBroken[0] = false;
    turn();
    assertThat(lamp("source/line-1").state()).as("no restart is needed").isEqualTo(State.GREEN);
  }

  @Test
  void aSourceThatNeverSaidItsNameIsToldByItsClass() {
    parts.sources.add(new Nameless());
    parts.sources.add(() -> well("line-2"));
    turn();
    assertThat(lamp("source/Nameless").state()).isEqualTo(State.RED);
    assertThat(lamp("source/line-2").provedAt()).contains(now);
  }

  @Test
  void whoKeepsCertificatesAndFailsLeavesTheCertificatesOfOthersAlone() {
    boolean[] isBroken = {false};
    parts.certificates.add(
        () -> {
          if (isBroken[0]) {
            throw new ServiceConfigurationError("half updated");
          }
          return List.of(term("driver", now.plus(Duration.ofDays(300))));
        });
    parts.certificates.add(() -> List.of(term("server", now.plus(Duration.ofDays(300)))));
    turn();
    isBroken[0] = true;
    turn();
    assertThat(lamp("certificate/driver").state()).isEqualTo(State.RED);
    assertThat(lamp("certificate/driver").words()).contains("half updated");
    assertThat(lamp("certificate/server").provedAt()).contains(now);
  }

  @Test
  void whatCountsFailsAndTheLampsAfterItAreLookedAt() {
    parts.traffic =
        () -> {
          throw new IllegalStateException("stopped");
        };
    parts.cameras =
        () -> {
          throw broken;
        };
    parts.sources.add(() -> well("line-1"));
    parts.certificates.add(() -> List.of(term("server", now.plus(Duration.ofDays(300)))));
    turn();
    assertThat(lamp("source/line-1").provedAt()).contains(now);
    assertThat(lamp("certificate/server").provedAt()).contains(now);
  }

  @Test
  void anIntakeWhoseClassesAreGoneMakesItsOwnLampRed() {
    ObservationIntake gone = new Taking(broken);
    canaries = new Canaries(new NoStore(), clock(), gone, new NoSite(), parts, Runnable::run);
    parts.sources.add(() -> well("line-1"));
    turn();
    assertThat(lamp("intake").state()).isEqualTo(State.RED);
    assertThat(lamp("intake").words()).contains("org/example/Gone");
    assertThat(lamp("source/line-1").provedAt()).contains(now);
  }

  @Test
  void whatTheJavaMachineCannotGoOnWithIsHandedOn() {
    broken = new StackOverflowError();
    parts.sources.add(
        () -> {
          throw broken;
        });
    assertThatThrownBy(this::turn).isSameAs(broken);
  }

  @Test
  void aStoreWhoseClassesAreGoneCountsAsAwayAndTheOthersAreGrey() {
    Store gone =
        new NoStore() {
          @Override
          public <T> T read(Work<T> work) {
            throw broken;
          }
        };
    canaries = new Canaries(gone, clock(), new Taking(), new NoSite(), parts, Runnable::run);
    turn();
    assertThat(lamp("database").state()).isEqualTo(State.RED);
    assertThat(lamp("database").words()).contains("org/example/Gone");
    assertThat(lamp("intake").words()).isEqualTo(Canaries.AWAY);
  }

  private static CertificateTerms.Term term(String name, Instant end) {
    return new CertificateTerms.Term(name, name, end);
  }

  private Clock clock() {
    return new Clock() {
      @Override
      public ZoneId getZone() {
        return ZoneOffset.UTC;
      }

      @Override
      public Clock withZone(ZoneId zone) {
        return this;
      }

      @Override
      public Instant instant() {
        return now;
      }
    };
  }

  /** One that cannot even say who it is. */
  private static final class Nameless implements SourceLife {
    @Override
    public Sign sign() {
      throw new NoSuchMethodError("sign");
    }
  }

  /** Takes everything, unless it is to fail. */
  private record Taking(Optional<Error> fails) implements ObservationIntake {
    Taking(Error... fails) {
      this(List.of(fails).stream().findFirst());
    }

    @Override
    public Accepted accept(Observation observation) {
      fails.ifPresent(
          error -> {
            throw error;
          });
      return new Accepted(observation.id(), 1, false);
    }

    @Override
    public CompletableFuture<Accepted> submit(Observation observation) {
      return CompletableFuture.completedFuture(accept(observation));
    }
  }

  /** Without documents. */
  private static final class NoSite implements ActiveSite {
    @Override
    public Optional<Site> site() {
      return Optional.empty();
    }

    @Override
    public List<String> refusals() {
      return List.of();
    }
  }

  /** Keeps nothing. */
  private static class NoStore implements Store {
    @Override
    public <T> T commit(Work<T> work) {
      throw new StoreException("nothing is kept here", null);
    }

    @Override
    public <T> CompletableFuture<T> submit(Work<T> work) {
      return CompletableFuture.failedFuture(new StoreException("nothing is kept here", null));
    }

    @Override
    public <T> T read(Work<T> work) {
      return null; // so that it counts as there; what cannot live with it fails at its own lamp
    }

    @Override
    public Registration onCommit(Runnable listener) {
      return () -> {};
    }
  }
}
