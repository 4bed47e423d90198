package org.bellcrank.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.InstanceDirectory;
import org.bellcrank.delivery.OrderReader;
import org.bellcrank.delivery.OrderReader.Answer;
import org.bellcrank.delivery.OrderReader.Cursor;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.AnswerRules;
import org.bellcrank.delivery.connector.AnswerRules.Meaning;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Content;
import org.bellcrank.delivery.connector.OrderReading;
import org.bellcrank.delivery.connector.OrderReading.Pages;

/** Asks a CMMS for what it knows, beside the queue and behind it. Safe for any thread. */
final class Asking {

  /** One call a minute still gets its turn; who waits for an hour's limit does so once. */
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
  Asking(
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

  /** An instance whose connector is loaded. */
  record Asked(ConnectorInstance instance, Connector connector) {

    Map<String, Object> known() {
      return KnownNames.of(instance);
    }
  }

  Optional<Asked> find(String id) {
    return directory.instances().stream()
        .filter(instance -> instance.id().equals(id))
        .findFirst()
        .flatMap(
            instance ->
                connectors.find(instance.kind()).map(connector -> new Asked(instance, connector)));
  }

  /**
   * One page of records.
   *
   * @param records empty where it was not answered too
   * @param next where it goes on; empty at the end
   * @param away why it was not answered; empty where it was
   */
  record Listed(List<Content> records, Optional<Cursor> next, Optional<Answer.Away> away) {

    private static Listed not(Answer.Away away) {
      return new Listed(List.of(), Optional.empty(), Optional.of(away));
    }
  }

  /** Which page counts as the last where pages are counted. */
  enum End {
    /** One with fewer records than were asked for. */
    SHORT_PAGE,
    /** One without records: the server may give fewer than it is asked for, or leave some out. */
    EMPTY_PAGE
  }

  /**
   * Asks for a page.
   *
   * @param name of the question
   * @param each path of the records
   * @param given what is known beside the instance
   */
  Listed listed(
      Asked asked,
      String name,
      OrderReading.Call call,
      String each,
      Pages pages,
      End end,
      Map<String, Object> given,
      Optional<Cursor> from)
      throws InterruptedException {
    int read = from.map(Cursor::number).orElse(0);
    Map<String, Object> known = new LinkedHashMap<>(asked.known());
    known.putAll(given);
    known.put("page.number", (long) pages.first() + read);
    known.put("page.offset", (long) read); // by offset, records are counted
    known.put("page.size", (long) pages.size());
    from.flatMap(Cursor::next).ifPresent(next -> known.put("page.next", next));
    Reply reply = call(asked, call, name, known);
    if (reply.content().isEmpty()) {
      return Listed.not(reply.away());
    }
    Content content = reply.content().get();
    if (!content.shows(each)) {
      return Listed.not(withoutList(each));
    }
    List<Content> records = content.items(each);
    return new Listed(records, next(pages, end, records, content, from), Optional.empty());
  }

  private static Optional<Cursor> next(
      Pages pages, End end, List<Content> records, Content answer, Optional<Cursor> from) {
    int read = from.map(Cursor::number).orElse(0);
    boolean cut = !records.isEmpty() && pages.next().flatMap(answer::text).isPresent();
    boolean last = !cut && records.size() < (end == End.EMPTY_PAGE ? 1 : pages.size());
    return switch (pages.by()) {
      case ALL -> Optional.empty();
      case NUMBER -> last ? Optional.empty() : Optional.of(new Cursor(read + 1, Optional.empty()));
      case OFFSET ->
          last
              ? Optional.empty()
              : Optional.of(new Cursor(read + records.size(), Optional.empty()));
      case NEXT ->
          answer
              .text(pages.next().orElseThrow())
              .filter(next -> from.flatMap(Cursor::next).filter(next::equals).isEmpty())
              .map(next -> new Cursor(read + 1, Optional.of(next)));
    };
  }

  /** What came back: content where it was answered as the connector's rules want it. */
  record Reply(
      Meaning meaning,
      Optional<Content> content,
      String words,
      Optional<Duration> retryAfter,
      OrderReader.Scope scope) {

    Answer.Away away() {
      return new Answer.Away(words, retryAfter, scope);
    }
  }

  Reply call(Asked asked, OrderReading.Call call, String name, Map<String, Object> known)
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

  /** Waits for its turn where the instance has a limit of calls. */
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
  static Answer.Away withoutList(String path) {
    return away(
        "the reading was answered without the list %s; is the address right?".formatted(path));
  }

  static Answer.Away away(String words) {
    return new Answer.Away(words, Optional.empty(), OrderReader.Scope.QUESTION);
  }
}
