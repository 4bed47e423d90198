package org.bellcrank.fleet.kura;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.canary.Lamp;
import org.bellcrank.canary.Lamps;

/** One lamp of one connector instance, whose colour is set by hand. */
final class OneLamp implements Lamps {

  static final String INSTANCE = "maximo-bedford";
  static final String ID = "connector/" + INSTANCE;

  volatile Lamp lamp = lamp(Lamp.State.GREEN, "", 0);
  volatile String asked = "";
  private final AtomicInteger looks = new AtomicInteger();

  static Lamp lamp(Lamp.State state, String words, int level) {
    return new Lamp(
        ID,
        Lamp.Kind.CONNECTOR,
        INSTANCE,
        state,
        Instant.EPOCH,
        Optional.empty(),
        "",
        words.isEmpty() ? "" : "step find",
        words,
        level);
  }

  @Override
  public List<Lamp> all() {
    return List.of(lamp);
  }

  @Override
  public List<Run> run(Optional<String> instance, String who) {
    if (instance.filter(name -> !name.equals(INSTANCE)).isPresent()) {
      throw new IllegalArgumentException(
          "canary: given '%s'; allowed: %s".formatted(instance.get(), INSTANCE));
    }
    asked = who;
    return List.of(new Run("canary:1", ID, Lamp.State.GREY, ""));
  }

  /** Under way at the first look. */
  @Override
  public Optional<Run> find(String canary) {
    return looks.getAndIncrement() == 0
        ? Optional.empty()
        : Optional.of(new Run(canary, ID, Lamp.State.RED, "the key is not accepted"));
  }
}
