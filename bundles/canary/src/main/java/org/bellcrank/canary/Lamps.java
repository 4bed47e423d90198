package org.bellcrank.canary;

import java.util.List;
import java.util.Optional;

/** The lamps of a gateway; a service, answers from any thread. */
public interface Lamps {

  /** All lamps: intake, rules, connectors, sources. */
  List<Lamp> all();

  /**
   * Starts canaries now. Where one is under way it is that one.
   *
   * @param instance id of a connector instance; empty for all
   * @param who asks, for the journal
   * @throws IllegalArgumentException when there is no such instance, or it is switched off
   */
  List<Run> run(Optional<String> instance, String who);

  /** What became of a canary of this start of the gateway, of the newest hundred. */
  Optional<Run> find(String canary);

  /**
   * A canary.
   *
   * @param id its id, also in the journal
   * @param lamp the lamp at the end of its way
   * @param state {@link Lamp.State#GREY} while it is under way
   * @param words what was proven, or what is broken; empty while it is under way
   */
  record Run(String id, String lamp, Lamp.State state, String words) {}
}
