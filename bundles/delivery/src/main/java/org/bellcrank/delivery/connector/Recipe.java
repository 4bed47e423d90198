package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Purpose;

/**
 * The steps of a connector and in which order they are walked for each purpose.
 *
 * @param flows names of steps; a purpose that the connector does not have is missing
 * @param steps by name
 * @param commitWait how long the commit waits for attachments at most
 */
public record Recipe(
    Map<Purpose, List<String>> flows, Map<String, Step> steps, Duration commitWait) {

  /** The steps for a purpose in their order; empty when the connector cannot do it. */
  public List<Step> flow(Purpose purpose) {
    return flows.getOrDefault(purpose, List.of()).stream().map(steps::get).toList();
  }

  /** The first step for a purpose. */
  public Optional<Step> first(Purpose purpose) {
    return flow(purpose).stream().findFirst();
  }

  /** The step after another; empty at the end. */
  public Optional<Step> after(Purpose purpose, Step step) {
    List<Step> flow = flow(purpose);
    int next = flow.indexOf(step) + 1;
    return next < flow.size() ? Optional.of(flow.get(next)) : Optional.empty();
  }

  /** The step before another; empty at the beginning. */
  public Optional<Step> before(Purpose purpose, Step step) {
    List<Step> flow = flow(purpose);
    int before = flow.indexOf(step) - 1;
    return before >= 0 ? Optional.of(flow.get(before)) : Optional.empty();
  }

  /** The first of the steps that repeat over the same list. */
  public Optional<Step> firstOfEach(Purpose purpose, Step one) {
    return flow(purpose).stream()
        .filter(step -> step.each().isPresent() && step.each().equals(one.each()))
        .findFirst();
  }

  /** Whether a step ends what is done for one item. */
  public boolean endsItem(Purpose purpose, Step step) {
    return step.each().isPresent()
        && after(purpose, step).filter(next -> next.each().equals(step.each())).isEmpty();
  }

  /** Whether a step for this purpose reads back what the mapping's body of this name sent. */
  public boolean readsBack(Purpose purpose, String mapping) {
    return flow(purpose).stream()
        .flatMap(step -> step.holds().stream())
        .anyMatch(held -> held.mapping().equals(mapping));
  }

  /** Where a search that found it goes on: behind the change that it makes needless. */
  public Optional<Step> behindChange(Purpose purpose, Step look) {
    List<Step> flow = flow(purpose);
    for (int i = flow.indexOf(look) + 1; i < flow.size(); i++) {
      if (flow.get(i).effect() == Step.Effect.CHANGE) {
        return i + 1 < flow.size() ? Optional.of(flow.get(i + 1)) : Optional.empty();
      }
    }
    return Optional.empty();
  }

  /** The search that tells whether an uncertain step was done: the nearest one before it. */
  public Optional<Step> lookBefore(Purpose purpose, Step step) {
    List<Step> flow = flow(purpose);
    for (int i = flow.indexOf(step); i >= 0; i--) {
      if (flow.get(i).effect() == Step.Effect.LOOK) {
        return Optional.of(flow.get(i));
      }
    }
    return Optional.empty();
  }
}
