package org.bellcrank.delivery.engine;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.bellcrank.delivery.ConnectionTest.Outcome;
import org.bellcrank.delivery.ConnectionTest.Stage;
import org.bellcrank.delivery.ConnectionTest.Tested;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.InstanceDirectory;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ForeignRecord;
import org.bellcrank.delivery.connector.Formula;
import org.bellcrank.delivery.connector.OrderReading;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.Store;
import org.bellcrank.workorder.Cause;
import org.bellcrank.workorder.OrderStatus;
import org.bellcrank.workorder.OrderType;
import org.bellcrank.workorder.WorkOrder;

/** Tries connections for people. Safe for any thread. */
final class Trials {

  private static final Duration LONGEST_ANSWER = Duration.ofSeconds(15);
  private static final Duration LONGEST_TURN = Duration.ofSeconds(15);
  private static final Duration SHORT_WHILE = Duration.ofMinutes(1);

  private final Store store;
  private final StepCaller caller;
  private final InstanceDirectory directory;
  private final Connectors connectors;
  private final Map<String, Gate> gates;
  private final Clock clock;
  private final Answers answers;
  private final Set<String> running = ConcurrentHashMap.newKeySet();

  Trials(
      Store store,
      StepCaller caller,
      InstanceDirectory directory,
      Connectors connectors,
      Map<String, Gate> gates,
      Clock clock) {
    this.store = store;
    this.caller = caller;
    this.directory = directory;
    this.connectors = connectors;
    this.gates = gates;
    this.clock = clock;
    answers = new Answers(clock);
  }

  Tested test(String id, String who) throws InterruptedException {
    ConnectorInstance instance =
        directory.instances().stream()
            .filter(each -> each.id().equals(id))
            .findFirst()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "given instance '%s'; allowed: one of the site documents".formatted(id)));
    if (!running.add(id)) {
      throw new IllegalStateException(
          "The connection of %s is being tried already; its result comes in a moment."
              .formatted(id));
    }
    try {
      Tested tested = new Tested(id, clock.instant(), stages(instance));
      note(tested, who);
      return tested;
    } finally {
      running.remove(id);
    }
  }

  private List<Stage> stages(ConnectorInstance instance) throws InterruptedException {
    Optional<Connector> connector = connectors.find(instance.kind());
    List<Stage> stages = new ArrayList<>();
    stages.add(ready(instance, connector));
    if (connector.isPresent() && well(stages) && connector.get().session().isPresent()) {
      stages.add(signIn(connector.get(), instance));
    }
    if (connector.isPresent() && well(stages)) {
      stages.add(look(connector.get(), instance));
    }
    if (connector.isPresent() && well(stages)) {
      Optional<OrderReading.Changed> changed =
          connector.get().reading().flatMap(OrderReading::changed);
      if (changed.isPresent()) {
        stages.add(changes(connector.get(), instance, changed.get()));
      }
    }
    return stages;
  }

  private static boolean well(List<Stage> stages) {
    return stages.stream().noneMatch(stage -> stage.outcome() == Outcome.FAILED);
  }

  /** What can be told without asking anybody. */
  private Stage ready(ConnectorInstance instance, Optional<Connector> connector) {
    if (connector.isEmpty()) {
      return here(
          Trouble.GATEWAY,
          "the connector %s does not run".formatted(instance.kind()),
          "Bring its folder back, or mend what the page Connectors says of it.");
    }
    List<String> silent =
        connector.get().context().stream()
            .filter(Connector.ContextField::required)
            .map(Connector.ContextField::name)
            .filter(name -> !instance.context().containsKey(name))
            .toList();
    if (!silent.isEmpty()) {
      return here(
          Trouble.GATEWAY,
          "its context lacks %s".formatted(String.join(", ", silent)),
          "Say it under context of %s in the site documents.".formatted(instance.id()));
    }
    Optional<Instant> rests = instance.maintenance().until(clock.instant());
    if (rests.isPresent()) {
      return here(
          Trouble.MAINTENANCE,
          "maintenance until %s, nothing is asked".formatted(rests.get()),
          "Try again after that, or end the maintenance in the site documents.");
    }
    return new Stage(
        "ready",
        Outcome.WELL,
        Optional.empty(),
        Duration.ZERO,
        OptionalInt.empty(),
        "%s at %s%s"
            .formatted(
                connector.get().title(),
                PreviewedCalls.hidden(instance.address().toString()),
                instance.credential().map(name -> ", credential " + name).orElse("")),
        "");
  }

  private static Stage here(Trouble trouble, String words, String advice) {
    return new Stage(
        "ready",
        Outcome.FAILED,
        Optional.of(trouble),
        Duration.ZERO,
        OptionalInt.empty(),
        words,
        advice);
  }

  private Stage signIn(Connector connector, ConnectorInstance instance)
      throws InterruptedException {
    Optional<Stage> late = turn("sign-in", instance);
    if (late.isPresent()) {
      return late.get();
    }
    Instant before = clock.instant();
    Optional<StepAnswer> failure = caller.signIn(instance);
    Duration took = Duration.between(before, clock.instant());
    Symptoms symptoms = new Symptoms("sign-in", connector, instance, took);
    return failure.map(symptoms::unanswered).orElseGet(() -> symptoms.well("signed in"));
  }

  /** The recipe's own search, for the reference of an order that no gateway ever makes. */
  private Stage look(Connector connector, ConnectorInstance instance) throws InterruptedException {
    Optional<Step> step =
        connector.recipe().flow(Purpose.CREATE).stream()
            .filter(each -> each.effect() == Step.Effect.LOOK)
            .findFirst();
    if (step.isEmpty()) {
      return skipped("look", "this connector cannot search, so there is nothing harmless to ask");
    }
    Delivery row = row(instance);
    WorkOrder order = order(instance, clock.instant());
    Map<String, Object> known = KnownNames.of(order, instance, row);
    StepRequest request;
    try {
      request =
          Rendering.request(connector, instance, step.get(), known, new byte[0], Facts.empty());
    } catch (Rendering.UnknownNameException | Formula.FormulaException needsOrder) {
      return skipped("look", "it cannot be asked without an order: " + needsOrder.getMessage());
    }
    Draft.Send sent = new Draft.Send(row, order, step.get(), request, "", known, Facts.empty());
    return asked(
        "look",
        connector,
        instance,
        request,
        (symptoms, answer) ->
            symptoms.answered(
                answer,
                answers.receipt(connector, sent, answer),
                step.get().format(),
                "searched for the reference of an order that is nowhere, and was answered"));
  }

  /** What changed in the last minute, one record at most where the recipe lets us say so. */
  private Stage changes(
      Connector connector, ConnectorInstance instance, OrderReading.Changed changed)
      throws InterruptedException {
    Map<String, Object> known = new LinkedHashMap<>(KnownNames.of(instance));
    known.put("page.number", (long) changed.pages().first());
    known.put("page.offset", 0L);
    known.put("page.size", 1L);
    StepRequest request;
    try {
      known.put(
          "mark.since",
          ForeignRecord.written(
              changed.since(), clock.instant().minus(SHORT_WHILE), KnownNames.of(instance)));
      request = Rendering.question(connector, instance, "changed", changed.call(), known);
    } catch (Rendering.UnknownNameException | Formula.FormulaException needsMore) {
      return skipped("changes", needsMore.getMessage());
    }
    return asked(
        "changes",
        connector,
        instance,
        request,
        (symptoms, answer) -> symptoms.list(answer, changed));
  }

  /** Reads an answer. */
  private interface Reading {
    Stage of(Symptoms symptoms, StepAnswer.Answered answer);
  }

  private Stage asked(
      String name,
      Connector connector,
      ConnectorInstance instance,
      StepRequest request,
      Reading reading)
      throws InterruptedException {
    Optional<Stage> late = turn(name, instance);
    if (late.isPresent()) {
      return late.get();
    }
    Instant before = clock.instant();
    StepAnswer answer = caller.call(request.within(LONGEST_ANSWER));
    if (answer instanceof StepAnswer.SessionOver) {
      Optional.ofNullable(gates.get(instance.id())).ifPresent(Gate::spent);
      answer = caller.call(request.within(LONGEST_ANSWER));
    }
    Duration took = Duration.between(before, clock.instant());
    Symptoms symptoms = new Symptoms(name, connector, instance, took);
    return answer instanceof StepAnswer.Answered answered
        ? reading.of(symptoms, answered)
        : symptoms.unanswered(answer);
  }

  /** Waits for a call to be free among those of the minute; tells where that takes too long. */
  private Optional<Stage> turn(String name, ConnectorInstance instance)
      throws InterruptedException {
    Gate gate = gates.get(instance.id());
    if (gate == null) {
      return Optional.empty(); // the gateway has just begun: no call was made yet
    }
    Duration waited = Duration.ZERO;
    Duration turn = gate.tries();
    while (turn.compareTo(Duration.ZERO) > 0 && waited.plus(turn).compareTo(LONGEST_TURN) <= 0) {
      Thread.sleep(turn.toMillis() + 1);
      waited = waited.plus(turn);
      turn = gate.tries();
    }
    return turn.isZero()
        ? Optional.empty()
        : Optional.of(
            new Stage(
                name,
                Outcome.SKIPPED,
                Optional.of(Trouble.LIMIT),
                waited,
                OptionalInt.empty(),
                "its limit of %s is reached".formatted(gate.limit()),
                "Orders go first. Try again in %d seconds."
                    .formatted(turn.plusMillis(999).toSeconds())));
  }

  private static Stage skipped(String name, String words) {
    return new Stage(
        name, Outcome.SKIPPED, Optional.empty(), Duration.ZERO, OptionalInt.empty(), words, "");
  }

  private Delivery row(ConnectorInstance instance) {
    return Delivery.planned(
        "dl-test", "connection-test", instance.id(), Purpose.CREATE, 5, clock.instant());
  }

  /** In no book; it lends its reference to a search. */
  private static WorkOrder order(ConnectorInstance instance, Instant now) {
    return new WorkOrder(
        "connection-test",
        new Cause("none", "none", "connection-test"),
        instance.site(),
        instance.id(),
        OrderType.INSPECTION,
        5,
        OrderStatus.DRAFT,
        "Test of the connection",
        "",
        now,
        1,
        List.of(),
        Facts.empty());
  }

  private void note(Tested tested, String who) {
    List<Facts> stages =
        tested.stages().stream()
            .map(
                stage ->
                    Facts.with("stage", stage.name())
                        .put("outcome", stage.outcome())
                        .put("trouble", stage.trouble())
                        .put("millis", stage.took().toMillis())
                        .put(
                            "status", stage.status().isPresent() ? stage.status().getAsInt() : null)
                        .put("words", stage.words())
                        .build())
            .toList();
    Facts facts = Facts.with("who", who).put("well", tested.well()).put("stages", stages).build();
    store.commit(
        unit -> {
          unit.append(tested.at(), "connection.tested", tested.instance(), facts);
          return null;
        });
  }
}
