package org.bellcrank.canary;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.bellcrank.delivery.OutboxBook;
import org.bellcrank.journal.ChainCheck;
import org.bellcrank.journal.Journal;
import org.bellcrank.journal.Positions;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.store.jdbc.JdbcStore;
import org.bellcrank.workorder.OrderBook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed while its canaries fly, again and again. */
@Timeout(300)
class KilledCanariesTest {

  private static final int KILLS = 2;

  @TempDir Path folder;

  @Test
  void aKilledGatewayHasNoOrderOfACanaryAndItsBalanceIsZero() throws Exception {
    for (int kill = 0; kill < KILLS; kill++) {
      Process child = child();
      try (BufferedReader out =
          new BufferedReader(
              new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
        for (String line = out.readLine(); !"flying".equals(line); line = out.readLine()) {
          assertThat(line).as("the child ended before it flew").isNotNull();
        }
        LockSupport.parkNanos(150_000_000L * (kill + 1)); // somewhere on the way of some canary
      } finally {
        child.destroyForcibly();
        child.onExit().join();
      }
      try (JdbcStore store = JdbcStore.open(folder.resolve("data"))) {
        isWell(store);
      }
    }
    try (LampRig rig = new LampRig(folder)) {
      LampRig.await("what was accepted is decided", () -> decided(rig.store));
      isWell(rig.store);
      assertThat(rig.journal("canary.disposed"))
          .hasSize((int) BalanceSheet.of(rig.store).tests())
          .isNotEmpty();
    }
  }

  private static boolean decided(Store store) {
    return store.read(
        unit ->
            unit.port(Positions.class).position("pipeline")
                == unit.port(ObservationBook.class).lastPosition());
  }

  private static void isWell(Store store) {
    Balance balance = BalanceSheet.of(store);
    assertThat(balance.difference()).isZero();
    assertThat(balance.accepted()).isZero();
    store.read(
        unit -> {
          assertThat(unit.port(OrderBook.class).newest(Optional.empty(), 10)).isEmpty();
          assertThat(unit.port(OutboxBook.class).instances()).isEmpty();
          assertThat(unit.port(Journal.class).verify()).isInstanceOf(ChainCheck.Intact.class);
          return null;
        });
  }

  private Process child() throws Exception {
    return new ProcessBuilder(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx256m",
                "-XX:TieredStopAtLevel=1",
                "-Dproject.root=" + System.getProperty("project.root"),
                "-cp",
                System.getProperty("java.class.path"),
                Child.class.getName(),
                folder.toString()))
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** The gateway that is killed. */
  static final class Child {

    private Child() {}

    public static void main(String... arguments) throws Exception {
      LampRig rig = new LampRig(Path.of(arguments[0]));
      rig.canaries.run(Optional.empty(), "child");
      System.out.println("flying");
      long end = Clock.systemUTC().millis() + 60_000;
      while (Clock.systemUTC().millis() < end) {
        rig.canaries.turn();
        if (rig.canaries.underWay() == 0) {
          rig.canaries.run(Optional.empty(), "child");
        }
      }
      System.exit(1); // nobody killed it
    }
  }
}
