package org.bellcrank.replay;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Facts;
import org.bellcrank.observation.Canary;
import org.bellcrank.observation.Disposition;
import org.bellcrank.observation.ObservationBook;
import org.bellcrank.pipeline.Statement;
import org.bellcrank.workorder.OrderStatus;

/**
 * A recording as steps in the order in which they happened. The journal gives the order and the
 * moments; an observation of which it tells no decision (nothing was found, no limit crossed) comes
 * before the next that was decided, at the moment of its acceptance.
 */
final class Timeline {

  private static final int ENTRIES = 1000;
  private static final int OBSERVATIONS = 500;

  private final Recording recording;
  private final Instant to;
  private final Consumer<Step> steps;
  private final Deque<ObservationBook.Stored> ahead = new ArrayDeque<>();
  private final List<Told> reviewed = new ArrayList<>();
  private long read;
  private String deciding = "";
  private String documents = "";
  private Instant last = Instant.MIN;

  Timeline(Recording recording, Instant to, Consumer<Step> steps) {
    this.recording = recording;
    this.to = to;
    this.steps = steps;
  }

  /** Goes through everything from a place to the end. */
  void run(Recording.Start start) throws InterruptedException {
    read = start.observation();
    documents(recording.inForce(start.entry()), Instant.MIN);
    long at = start.entry();
    boolean within = true;
    List<Entry> page = recording.entries(at, ENTRIES);
    while (within && !page.isEmpty()) {
      for (Entry entry : page) {
        within = within && entry.at().isBefore(to);
        if (within) {
          take(entry);
        }
        at = entry.sequence();
      }
      page = within ? recording.entries(at, ENTRIES) : List.of();
    }
    rest();
  }

  private void take(Entry entry) throws InterruptedException {
    switch (entry.kind()) {
      case "finding.disposed" -> disposed(entry);
      case "review.accepted" -> accepted(entry);
      case "review.dismissed" -> dismissed(entry);
      case "order.moved" -> moved(entry);
      case "documents.activated" -> documents(Optional.of(entry.subject()), entry.at());
      default -> {
        // the others tell of what was decided, or of nothing that deciding reads
      }
    }
  }

  private void disposed(Entry entry) throws InterruptedException {
    Told told = Told.of(entry);
    if (told.from().isEmpty()) {
      String observation = Told.observation(told.finding());
      if (!observation.equals(deciding)) {
        documents(told.documents(), told.at());
        seen(observation, told.at());
        deciding = observation;
      }
    } else if (told.from().get() == Disposition.HELD) {
      documents(told.documents(), told.at());
      step(new Step.Released(told.finding(), told.at()));
    } else if (told.from().get() == Disposition.IN_REVIEW) {
      reviewed.add(told);
      return;
    }
    step(new Step.Decided(told));
  }

  /** The observations up to this one, the silent ones first. */
  private void seen(String id, Instant at) throws InterruptedException {
    while (more()) {
      ObservationBook.Stored next = ahead.poll();
      boolean found = next.observation().id().equals(id);
      step(new Step.Seen(next, found ? at : later(next.acceptedAt(), at)));
      if (found) {
        return;
      }
    }
  }

  /** Not before what was last, not after what comes. */
  private Instant later(Instant accepted, Instant atMost) {
    Instant at = accepted.isBefore(last) ? last : accepted;
    return at.isAfter(atMost) ? atMost : at;
  }

  /** The next page; canaries are no part of what the plant saw. */
  private void fill() {
    List<ObservationBook.Stored> page = recording.observations(read, OBSERVATIONS);
    while (!page.isEmpty() && ahead.isEmpty()) {
      read = page.get(page.size() - 1).position();
      page.stream().filter(each -> !(each.observation() instanceof Canary)).forEach(ahead::add);
      page = ahead.isEmpty() ? recording.observations(read, OBSERVATIONS) : page;
    }
  }

  private boolean more() {
    if (ahead.isEmpty()) {
      fill();
    }
    return !ahead.isEmpty() && ahead.peek().position() <= recording.decided();
  }

  /** Silent observations after the last one of which a decision is told. */
  private void rest() throws InterruptedException {
    while (more()
        && ahead.peek().acceptedAt().isBefore(to)
        && ahead.peek().observation().findings().isEmpty()) {
      ObservationBook.Stored next = ahead.poll();
      step(new Step.Seen(next, later(next.acceptedAt(), Instant.MAX)));
    }
  }

  private void accepted(Entry entry) throws InterruptedException {
    documents(entry.facts().text("documents"), entry.at());
    Facts facts = entry.facts();
    step(
        new Step.Accepted(
            ids(), statement(facts), facts.text("template"), facts.text("asset"), entry.at()));
    tell();
  }

  private void dismissed(Entry entry) throws InterruptedException {
    step(new Step.Dismissed(ids(), statement(entry.facts()), entry.at()));
    tell();
  }

  private List<String> ids() {
    return reviewed.stream().map(Told::finding).toList();
  }

  private void tell() throws InterruptedException {
    for (Told told : reviewed) {
      step(new Step.Decided(told));
    }
    reviewed.clear();
  }

  private void moved(Entry entry) throws InterruptedException {
    Facts facts = entry.facts();
    step(
        new Step.Moved(
            entry.subject(),
            OrderStatus.valueOf(facts.requireText("to")),
            statement(facts),
            facts.text("failureCode"),
            entry.at()));
  }

  private static Statement statement(Facts facts) {
    return new Statement(facts.text("who").orElse("?"), facts.text("why").orElse("?"));
  }

  private void documents(Optional<String> version, Instant at) throws InterruptedException {
    if (version.isPresent() && !version.get().equals(documents)) {
      documents = version.get();
      step(new Step.Documents(documents, at));
    }
  }

  private void step(Step step) throws InterruptedException {
    if (step instanceof Step.Seen seen && seen.observation().observation() instanceof Canary) {
      return; // a test of the gateway's own, of which nothing else reads
    }
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
    last = step.at().isAfter(last) ? step.at() : last;
    steps.accept(step);
  }
}
