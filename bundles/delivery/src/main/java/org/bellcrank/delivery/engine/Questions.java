package org.bellcrank.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.ForeignOrder;
import org.bellcrank.delivery.InstanceDirectory;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.delivery.OrderReader.Answer;
import org.bellcrank.delivery.OrderReader.Cursor;
import org.bellcrank.delivery.OrderReader.Pace;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.AnswerRules;
import org.bellcrank.delivery.connector.AnswerRules.Meaning;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Content;
import org.bellcrank.delivery.connector.ForeignRecord;
import org.bellcrank.delivery.connector.Formula;
import org.bellcrank.delivery.connector.OrderReading;
import org.bellcrank.delivery.connector.OrderReading.Pages;
import org.bellcrank.workorder.WorkOrder;

/** Asks what became of orders, beside the queue and behind it. Safe for any thread. */
final class Questions {

  /** One call a minute still gets its turn. */
  private static final Duration LONGEST_TURN = Duration.ofMinutes(2);

  private static final Duration SHORTEST_TURN = Duration.ofMillis(1);

  private final StepCaller caller;
  private final InstanceDirectory directory;
  private final Connectors connectors;
  private final Map<String, Gate> gates;
  private final Answers answers;

  /**
   * Asks where orders flow.
   *
   * @param gates of the instances; those that are not in it yet do not flow
   */
  Questions(
      StepCaller caller,
      InstanceDirectory directory,
      Connectors connectors,
      Map<String, Gate> gates,
      Clock clock) {
    this.caller = caller;
    this.directory = directory;
    this.connectors = connectors;
    this.gates = gates;
    answers = new Answers(clock);
  }

  /** An instance whose connector can be asked. */
  private record Asked(ConnectorInstance instance, Connector connector, OrderReading reading) {

    Map<String, Object> known() {
      return KnownNames.of(instance);
    }
  }

  private Optional<Asked> find(String id) {
    return directory.instances().stream()
        .filter(instance -> instance.id().equals(id))
        .findFirst()
        .flatMap(
            instance ->
                connectors
                    .find(instance.kind())
                    .flatMap(
                        connector ->
                            connector
                                .reading()
                                .map(reading -> new Asked(instance, connector, reading))));
  }

  Optional<Pace> pace(String instance) {
    Optional<Asked> found = find(instance);
    boolean echoes = found.map(Asked::connector).filter(Questions::writesFailureCode).isPresent();
    return found
        .map(Asked::reading)
        .map(
            reading ->
                new Pace(
                    reading.every(),
                    reading.compare(),
                    reading.changed().map(OrderReading.Changed::overlap).orElse(Duration.ZERO),
                    reading.changed().isPresent(),
                    reading.changed().filter(OrderReading.Changed::sorted).isPresent(),
                    reading.one().isPresent(),
                    echoes));
  }

  private static boolean writesFailureCode(Connector connector) {
    return connector.mapping().fields().stream()
        .flatMap(field -> field.from().stream())
        .anyMatch(formula -> formula.names().contains("order.failureCode"));
  }

  Answer changed(String id, Instant since, Optional<Cursor> from) throws InterruptedException {
    Optional<Asked> found = find(id);
    if (found.isEmpty()) {
      return away("The connector of instance %s is not loaded.".formatted(id));
    }
    Asked asked = found.get();
    OrderReading.Changed changed =
        asked.reading().changed().orElseThrow(() -> cannot(id, "what changed"));
    int read = from.map(Cursor::number).orElse(0);
    Map<String, Object> known = new LinkedHashMap<>(asked.known());
    Pages pages = changed.pages();
    known.put("page.number", (long) pages.first() + read);
    known.put("page.offset", (long) read * pages.size());
    known.put("page.size", (long) pages.size());
    from.flatMap(Cursor::next).ifPresent(next -> known.put("page.next", next));
    try {
      known.put("mark.since", ForeignRecord.written(changed.since(), since, asked.known()));
      Reply reply = call(asked, changed.call(), "changed", known);
      if (reply.content().isEmpty()) {
        return reply.away();
      }
      if (!reply.content().get().shows(changed.each())) {
        return withoutList(changed.each());
      }
      List<Content> records = reply.content().get().items(changed.each());
      return page(asked, records, next(pages, read + 1, records, reply.content().get(), from));
    } catch (Formula.FormulaException | Rendering.UnknownNameException broken) {
      return away(broken.getMessage());
    }
  }

  private static Optional<Cursor> next(
      Pages pages, int read, List<Content> records, Content answer, Optional<Cursor> from) {
    return switch (pages.by()) {
      case ALL -> Optional.empty();
      case NUMBER, OFFSET ->
          records.size() < pages.size()
              ? Optional.empty()
              : Optional.of(new Cursor(read, Optional.empty()));
      case NEXT ->
          answer
              .text(pages.next().orElseThrow())
              .filter(next -> from.flatMap(Cursor::next).filter(next::equals).isEmpty())
              .map(next -> new Cursor(read, Optional.of(next)));
    };
  }

  Answer one(Delivery created, WorkOrder order) throws InterruptedException {
    Optional<Asked> found = find(created.instance());
    if (found.isEmpty()) {
      return away("The connector of instance %s is not loaded.".formatted(created.instance()));
    }
    Asked asked = found.get();
    OrderReading.One one =
        asked.reading().one().orElseThrow(() -> cannot(created.instance(), "one order"));
    Map<String, Object> known = KnownNames.of(order, asked.instance(), created);
    try {
      Reply reply = call(asked, one.call(), "one", known);
      if (reply.meaning() == Meaning.NOT_FOUND) {
        return new Answer.Page(List.of(), List.of(), Optional.empty());
      }
      if (reply.content().isEmpty()) {
        return reply.away();
      }
      Content content = reply.content().get();
      if (one.pick().filter(pick -> !content.shows(pick.each())).isPresent()) {
        return withoutList(one.pick().get().each());
      }
      List<Content> records =
          one.pick()
              .map(
                  pick ->
                      pick.where().isEmpty()
                          ? content.items(pick.each())
                          : pick.from(content, known))
              .orElse(List.of(content));
      return page(
          asked, records.stream().map(each -> each.below(one.at())).toList(), Optional.empty());
    } catch (Formula.FormulaException | Rendering.UnknownNameException broken) {
      return away(broken.getMessage());
    }
  }

  private static Answer page(Asked asked, List<Content> records, Optional<Cursor> next) {
    ForeignRecord reader = new ForeignRecord(asked.reading(), asked.known());
    List<ForeignOrder> orders = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    for (Content record : records) {
      try {
        orders.add(reader.read(record));
      } catch (ForeignRecord.UnreadableException | Formula.FormulaException broken) {
        unreadable.add(broken.getMessage());
      } catch (RuntimeException broken) { // one record holds up no other
        unreadable.add(broken.toString());
      }
    }
    return new Answer.Page(orders, unreadable, next);
  }

  /** What came back: content where it was answered as the connector's rules want it. */
  private record Reply(
      Meaning meaning,
      Optional<Content> content,
      String words,
      Optional<Duration> retryAfter,
      OrderReader.Scope scope) {

    Answer away() {
      return new Answer.Away(words, retryAfter, scope);
    }
  }

  private Reply call(Asked asked, OrderReading.Call call, String name, Map<String, Object> known)
      throws InterruptedException {
    StepRequest request =
        Rendering.question(asked.connector(), asked.instance(), name, call, known);
    StepAnswer answer = ask(asked, request);
    if (answer instanceof StepAnswer.SessionOver) {
      answer = ask(asked, request);
    }
    if (!(answer instanceof StepAnswer.Answered answered)) {
      return new Reply(
          Meaning.BUSY,
          Optional.empty(),
          words(answer),
          Optional.empty(),
          answer instanceof StepAnswer.NoCredential || answer instanceof StepAnswer.SessionOver
              ? OrderReader.Scope.CREDENTIAL
              : OrderReader.Scope.INSTANCE);
    }
    String body = new String(answered.body(), StandardCharsets.UTF_8);
    Connector connector = asked.connector();
    Content read = call.format().lenient(body);
    Optional<AnswerRules.Rule> rule =
        call.answers()
            .own(answered.status(), body, read)
            .or(
                () ->
                    connector
                        .answers()
                        .own(answered.status(), body, connector.format().lenient(body)));
    Meaning meaning =
        rule.map(AnswerRules.Rule::meaning)
            .orElseGet(() -> AnswerRules.general(answered.status(), false));
    String words = "the reading was answered " + answered.status() + Answers.said(connector, body);
    if (meaning != Meaning.ACCEPTED) {
      Optional<Duration> pause =
          rule.flatMap(AnswerRules.Rule::pause).flatMap(asks -> asks.in(read));
      return new Reply(
          meaning,
          Optional.empty(),
          words,
          pause.or(() -> answers.retryAfter(answered)),
          scope(meaning));
    }
    Optional<Content> content = call.format().read(body);
    return new Reply(
        meaning,
        content,
        content.isPresent()
            ? ""
            : "the reading was answered %d without %s; is the address right?"
                .formatted(answered.status(), call.format()),
        Optional.empty(),
        OrderReader.Scope.QUESTION);
  }

  private static OrderReader.Scope scope(Meaning meaning) {
    return switch (meaning) {
      case BUSY -> OrderReader.Scope.INSTANCE;
      case UNAUTHORISED -> OrderReader.Scope.CREDENTIAL;
      default -> OrderReader.Scope.QUESTION;
    };
  }

  /** Waits for its turn where the instance has a limit of calls a minute. */
  private StepAnswer ask(Asked asked, StepRequest request) throws InterruptedException {
    Gate gate = gates.get(asked.instance().id());
    if (gate == null) {
      return new StepAnswer.NotSent("nothing is asked: its orders do not flow yet");
    }
    Optional<String> hindrance = gate.asks();
    Duration waited = Duration.ZERO;
    while (hindrance.isPresent() && gate.limited() && waited.compareTo(LONGEST_TURN) < 0) {
      Duration turn = gate.rest().plus(SHORTEST_TURN); // an order may have taken it meanwhile
      Thread.sleep(turn.toMillis());
      waited = waited.plus(turn);
      hindrance = gate.asks();
    }
    return hindrance.isPresent()
        ? new StepAnswer.NotSent("nothing is asked: " + hindrance.get())
        : caller.call(request);
  }

  private static String words(StepAnswer answer) {
    if (answer instanceof StepAnswer.NotSent notSent) {
      return notSent.words();
    }
    if (answer instanceof StepAnswer.NoCredential none) {
      return none.words();
    }
    return answer instanceof StepAnswer.SessionOver over
        ? over.words() + " again, right after a new one"
        : ((StepAnswer.Unknown) answer).words();
  }

  /** An answer of another kind, such as an error under 200, does not say that nothing is there. */
  private static Answer withoutList(String path) {
    return away(
        "the reading was answered without the list %s; is the address right?".formatted(path));
  }

  private static Answer away(String words) {
    return new Answer.Away(words, Optional.empty(), OrderReader.Scope.QUESTION);
  }

  private static IllegalArgumentException cannot(String instance, String what) {
    return new IllegalArgumentException(
        "given instance '%s'; allowed: one whose connector can be asked for %s"
            .formatted(instance, what));
  }
}
