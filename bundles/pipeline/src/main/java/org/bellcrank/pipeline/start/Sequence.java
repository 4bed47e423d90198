package org.bellcrank.pipeline.start;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The stages of one start and how they come up. A stage that is up stays up for this start; what is
 * lost later is told by the lamps. Not safe for several threads.
 */
final class Sequence {

  private final Instant beganAt;
  private final Map<String, Stage> stages = new LinkedHashMap<>();
  private final List<Stage> changes = new ArrayList<>();
  private Optional<Instant> documentsAt = Optional.empty();
  private Optional<Instant> openedAt = Optional.empty();

  Sequence(Instant beganAt) {
    this.beganAt = beganAt;
  }

  /**
   * Looks at what is not up yet. What documents name only after deciding began is no stage.
   *
   * @param patience how long the documents let what they name come
   */
  void look(List<Step> steps, Duration patience, Instant now) {
    // A clock that was set back would make the patience last for as long as it was set back.
    documentsAt = documentsAt.map(at -> now.isBefore(at) ? now : at);
    stages.keySet().retainAll(steps.stream().map(Step::id).toList());
    for (Step step : steps) {
      Stage before = stages.get(step.id());
      boolean known = before != null || openedAt.isEmpty();
      if (known && (before == null || before.state() != Stage.State.UP)) {
        put(step, before, found(step, patience, now), now);
      }
    }
    documentsAt =
        documentsAt.or(
            () ->
                Optional.ofNullable(stages.get(Steps.DOCUMENTS))
                    .filter(each -> each.state() == Stage.State.UP)
                    .map(Stage::since));
  }

  private Look found(Step step, Duration patience, Instant now) {
    List<String> awaited =
        step.after().stream()
            .map(stages::get)
            .filter(each -> each == null || each.state() == Stage.State.WAITING)
            .map(each -> each == null ? "what comes before" : each.title())
            .toList();
    if (!awaited.isEmpty()) {
      return Look.waits("after " + String.join(", ", awaited), "");
    }
    Look look = step.look().get();
    boolean late =
        !step.patient() && documentsAt.filter(at -> !now.isBefore(at.plus(patience))).isPresent();
    return look.state() == Stage.State.WAITING && late
        ? Look.missing(look.words(), look.advice())
        : look;
  }

  private void put(Step step, Stage before, Look look, Instant now) {
    boolean news = before == null || before.state() != look.state();
    Stage stage =
        new Stage(
            step.id(),
            step.title(),
            look.state(),
            step.gates(),
            step.after(),
            news ? now : before.since(),
            look.words(),
            look.advice());
    stages.put(step.id(), stage);
    if (news && look.state() != Stage.State.WAITING) {
      changes.add(stage);
    }
  }

  /** Whether nothing that deciding waits for is waited for any more. */
  boolean complete() {
    return documentsAt.isPresent()
        && stages.values().stream()
            .noneMatch(each -> each.gates() && each.state() == Stage.State.WAITING);
  }

  void open(Instant now) {
    openedAt = Optional.of(now);
  }

  Start start() {
    return new Start(beganAt, openedAt, List.copyOf(stages.values()));
  }

  /** What came up or was declared missing since this was last asked. */
  List<Stage> changes() {
    List<Stage> all = List.copyOf(changes);
    changes.clear();
    return all;
  }
}
