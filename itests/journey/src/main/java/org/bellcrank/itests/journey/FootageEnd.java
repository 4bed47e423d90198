package org.bellcrank.itests.journey;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.bellcrank.journal.Store;
import org.bellcrank.observation.Balance;
import org.bellcrank.observation.BalanceSheet;
import org.bellcrank.observation.Disposition;
import org.bellcrank.vision.CameraStatus;
import org.bellcrank.vision.Cameras;

/** Tells when everything that the cameras had to show was seen, decided and delivered. */
final class FootageEnd {

  private static final Duration CALM = Duration.ofSeconds(2);
  private static final Duration SETTLE = Duration.ofSeconds(60);

  private final Store store;
  private final Cameras cameras;
  private final BalanceSheet sheet = new BalanceSheet();
  private Balance balance;
  private long endedAt;
  private long changedAt;

  FootageEnd(Store store, Cameras cameras) {
    this.store = store;
    this.cameras = cameras;
  }

  /**
   * Whether the footage has ended and nothing moves any more; a minute after its end what is still
   * on its way is not waited for.
   *
   * @param underWay whether an order is still being delivered
   */
  boolean reached(boolean underWay) {
    List<CameraStatus> all = cameras.all();
    if (all.isEmpty() || !all.stream().allMatch(FootageEnd::ended)) {
      endedAt = 0;
      return false;
    }
    long now = System.nanoTime();
    Balance next = sheet.read(store);
    if (endedAt == 0) {
      endedAt = now;
      changedAt = now;
    } else if (balance.position() != next.position() || underWay || pending(next)) {
      changedAt = now;
    }
    balance = next;
    return now - changedAt > CALM.toNanos() || now - endedAt > SETTLE.toNanos();
  }

  private static boolean ended(CameraStatus camera) {
    return camera.state() == CameraStatus.State.ENDED
        || camera.state() == CameraStatus.State.FAILED;
  }

  private static boolean pending(Balance balance) {
    return balance.states().get(Disposition.PENDING) > 0;
  }

  /** Whether no camera had a single frame. */
  boolean nothingSeen() {
    return frames() == 0;
  }

  private long frames() {
    return cameras.all().stream().mapToLong(CameraStatus::looked).sum();
  }

  /** What came of the footage, in one line. */
  String line(OrderLines orders) {
    String states =
        balance.states().entrySet().stream()
            .filter(state -> state.getValue() > 0)
            .map(state -> state.getValue() + " " + words(state.getKey()))
            .collect(Collectors.joining(", "));
    return "the footage has ended: %d frames, %d findings%s, %d orders acknowledged"
        .formatted(
            frames(),
            balance.accepted(),
            states.isEmpty() ? "" : " (" + states + ")",
            orders.acknowledged());
  }

  private static String words(Disposition state) {
    return state.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
