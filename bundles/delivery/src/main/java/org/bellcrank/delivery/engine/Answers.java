package org.bellcrank.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.Receipt.Unreachable.Scope;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.connector.AnswerRules;
import org.bellcrank.delivery.connector.AnswerRules.Meaning;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Content;
import org.bellcrank.delivery.connector.Items;
import org.bellcrank.delivery.connector.ReadBack;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.journal.Facts;

/** Reads what an answer means for its step. */
final class Answers {

  private static final int TOO_MANY_REQUESTS = 429;

  private final Clock clock;

  Answers(Clock clock) {
    this.clock = clock;
  }

  /** The receipt of a step. */
  Receipt receipt(Connector connector, Draft.Send sent, StepAnswer answer) {
    if (answer instanceof StepAnswer.Answered answered) {
      return answered(connector, sent, answered);
    }
    if (answer instanceof StepAnswer.NotSent notSent) {
      return new Receipt.Unreachable(notSent.words(), Optional.empty(), Scope.INSTANCE);
    }
    if (answer instanceof StepAnswer.NoCredential none) {
      return new Receipt.Unreachable(none.words(), Optional.empty(), Scope.CREDENTIAL);
    }
    if (answer instanceof StepAnswer.SessionOver over) {
      return new Receipt.Unreachable(over.words(), Optional.empty(), Scope.SESSION);
    }
    StepAnswer.Unknown unknown = (StepAnswer.Unknown) answer;
    return new Receipt.Uncertain(0, unknown.words(), unknown.mayStill());
  }

  /** Whether a new session is all it takes: the same call can be made at once. */
  static boolean isSessionOver(Receipt receipt) {
    return receipt instanceof Receipt.Unreachable away && away.scope() == Scope.SESSION;
  }

  /**
   * The receipt of a call that was made again with a new session: if that is over as well, the
   * sessions are the trouble, and further logins may lock an account.
   */
  static Receipt ofSecond(Receipt receipt) {
    return isSessionOver(receipt)
        ? new Receipt.Unreachable(
            receipt.facts().text("words").orElse("") + " again, right after a new one",
            Optional.empty(),
            Scope.CREDENTIAL)
        : receipt;
  }

  private Receipt answered(Connector connector, Draft.Send sent, StepAnswer.Answered answer) {
    Step step = sent.step();
    int status = answer.status();
    String body = new String(answer.body(), StandardCharsets.UTF_8);
    Content content = step.format().lenient(body);
    Optional<AnswerRules.Rule> rule =
        step.answers()
            .own(status, body, content)
            .or(() -> connector.answers().own(status, body, connector.format().lenient(body)));
    Meaning meaning =
        rule.map(AnswerRules.Rule::meaning)
            .orElseGet(() -> AnswerRules.general(status, step.effect().changes()));
    String words = "answered " + status + said(connector, body);
    return switch (meaning) {
      case ACCEPTED ->
          step.items().isPresent()
              ? perItem(connector, sent, answer, body)
              : accepted(connector, sent, answer, body);
      case NOT_FOUND -> notFound(connector, sent, status, body);
      case REFUSED -> refused(connector, status, body);
      case BUSY -> {
        Optional<AnswerRules.Pause> pause = rule.flatMap(AnswerRules.Rule::pause);
        yield new Receipt.Unreachable(
            words,
            pause.flatMap(asked -> asked.in(content)).or(() -> retryAfter(answer)),
            busy(status, pause.isPresent()));
      }
      case UNAUTHORISED -> new Receipt.Unreachable(words, Optional.empty(), Scope.CREDENTIAL);
      case UNCERTAIN -> new Receipt.Uncertain(status, words);
    };
  }

  /**
   * Too many requests is about all of them, and so is a pause that is asked for; any other refusal
   * to work may be about this one.
   */
  private static Scope busy(int status, boolean asksToWait) {
    return status == TOO_MANY_REQUESTS || asksToWait ? Scope.INSTANCE : Scope.DELIVERY;
  }

  /** The words of an answer behind a colon; empty where it has none. */
  static String said(Connector connector, String body) {
    String words = connector.words().words(connector.format().lenient(body), body);
    return words.isEmpty() ? "" : ": " + words;
  }

  private static Receipt notFound(Connector connector, Draft.Send sent, int status, String body) {
    Step step = sent.step();
    if (searches(step.effect()) && step.pick().isPresent()) {
      // The list itself is missing, which does not say that nothing is in it.
      boolean orders = isFirstLook(connector, sent);
      String hint =
          orders ? "is the address right?" : "is what it belongs to there, and the address right?";
      return new Receipt.Unreachable(
          "the search answered %d%s; %s".formatted(status, said(connector, body), hint),
          Optional.empty(),
          orders ? Scope.INSTANCE : Scope.DELIVERY);
    }
    return searches(step.effect()) || step.effect() == Step.Effect.CONFIRM
        ? new Receipt.Accepted(status, Facts.empty())
        : refused(connector, status, body);
  }

  /**
   * The list of all orders is there for each of them. Any other may be gone with the one thing that
   * a person deleted.
   */
  private static boolean isFirstLook(Connector connector, Draft.Send sent) {
    return sent.row().purpose() == Purpose.CREATE
        && connector.recipe().flow(Purpose.CREATE).stream()
            .filter(step -> step.effect() == Step.Effect.LOOK)
            .findFirst()
            .filter(sent.step()::equals)
            .isPresent();
  }

  private static boolean searches(Step.Effect effect) {
    return effect == Step.Effect.LOOK || effect == Step.Effect.READ;
  }

  private static Receipt refused(Connector connector, int status, String body) {
    Content json = connector.format().lenient(body);
    String words = connector.words().words(json, body);
    return new Receipt.Refused(
        status,
        words.isEmpty() ? "answered " + status + " without a word" : words,
        connector.words().field(json),
        connector.words().code(json));
  }

  /** An answer that says done may say for the item that is ours that it was not. */
  private static Receipt perItem(
      Connector connector, Draft.Send sent, StepAnswer.Answered answer, String body) {
    Step step = sent.step();
    Items rules = step.items().orElseThrow();
    Items.Found found = rules.in(step.format().lenient(body), sent.known());
    if (found.meaning() == Meaning.ACCEPTED) {
      return accepted(connector, sent, answer, body);
    }
    int status = answer.status();
    Content item = found.item().orElseGet(() -> step.format().lenient(""));
    String said =
        rules
            .words()
            .named(item)
            .orElse(found.item().isPresent() ? "no words" : "no item of the answer is ours");
    String words = "answered %d, for the item: %s".formatted(status, said);
    return switch (found.meaning()) {
      case REFUSED ->
          new Receipt.Refused(status, said, rules.words().field(item), rules.words().code(item));
      case BUSY -> new Receipt.Unreachable(words, Optional.empty(), Scope.DELIVERY);
      case UNAUTHORISED -> new Receipt.Unreachable(words, Optional.empty(), Scope.CREDENTIAL);
      case NOT_FOUND -> notFound(connector, sent, status, body);
      case ACCEPTED, UNCERTAIN -> new Receipt.Uncertain(status, words);
    };
  }

  private static Receipt accepted(
      Connector connector, Draft.Send sent, StepAnswer.Answered answer, String body) {
    Step step = sent.step();
    Optional<Content> content = step.format().read(body);
    if (!step.effect().changes() && content.isEmpty()) {
      // A page for people, of a proxy or a sign-on: it says nothing about what is there.
      // Or one row that cannot be read: what happens to other rows tells.
      return new Receipt.Unreachable(
          "the search answered %d without %s; is the address right?"
              .formatted(answer.status(), step.format()),
          Optional.empty(),
          Scope.DELIVERY);
    }
    Map<String, Object> known = sent.known();
    Content answered = content.orElseGet(() -> step.format().lenient(body));
    if (!step.effect().changes()
        && step.pick().filter(pick -> !answered.shows(pick.each())).isPresent()) {
      // An answer of another kind, such as an error under 200, does not say that nothing is there.
      return new Receipt.Unreachable(
          "the search answered %d without the list %s%s"
              .formatted(answer.status(), step.pick().orElseThrow().each(), said(connector, body)),
          Optional.empty(),
          Scope.DELIVERY);
    }
    List<Content> items =
        step.pick().map(pick -> pick.from(answered, known)).orElse(List.of(answered));
    Map<String, Object> found = new LinkedHashMap<>();
    if (!items.isEmpty()) {
      step.extract()
          .forEach(
              (name, extract) ->
                  extracted(extract, items.get(0), answer.headers())
                      .ifPresent(value -> found.put(name, value)));
    }
    Facts shown = items.isEmpty() ? Facts.empty() : shown(step, items.get(0));
    boolean there =
        !items.isEmpty()
            && step.expect().stream().allMatch(name -> found.containsKey(name) || shown.has(name));
    if (there && step.success().isPresent()) {
      Map<String, Object> all = new LinkedHashMap<>(known);
      found.forEach((name, value) -> all.put("found." + name, value));
      there = step.success().get().value(all).filter(Boolean.TRUE::equals).isPresent();
    }
    Optional<String> differs =
        there && step.holds().isPresent()
            ? ReadBack.difference(
                connector, sent.fields(), items.get(0).below(step.holds().get().at()))
            : Optional.empty();
    if (!there || differs.isPresent()) {
      return switch (step.effect()) {
        case LOOK, CONFIRM, READ ->
            new Receipt.Accepted(answer.status(), Facts.with(Walk.DIFFERS, differs).build());
        case CHANGE, REPEATABLE ->
            new Receipt.Uncertain(
                answer.status(),
                "answered %d, but without %s".formatted(answer.status(), step.expect()));
      };
    }
    if (items.size() > 1) {
      found.put(Walk.MATCHES, (long) items.size());
    }
    found.put(Walk.THERE, true);
    return new Receipt.Accepted(answer.status(), Facts.of(found), shown);
  }

  private static Facts shown(Step step, Content item) {
    Facts.Builder shown = Facts.builder();
    step.extract()
        .forEach(
            (name, extract) -> {
              if (extract.whole()) {
                shown.put(name, item.object(extract.body().orElse("")));
              }
            });
    return shown.build();
  }

  private static Optional<Object> extracted(
      Step.Extract extract, Content item, Map<String, String> headers) {
    if (extract.whole()) {
      return Optional.empty();
    }
    return extract
        .body()
        .flatMap(item::text)
        .or(() -> extract.header().map(headers::get))
        .map(value -> (Object) value);
  }

  /** How long the other side wants to be left alone; empty where it does not say. */
  Optional<Duration> retryAfter(StepAnswer.Answered answer) {
    String given = answer.headers().get("retry-after");
    if (given == null) {
      return Optional.empty();
    }
    if (given.strip().matches("\\d{1,6}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(given.strip())));
    }
    try {
      Duration wait =
          Duration.between(
              clock.instant(),
              ZonedDateTime.parse(given.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
      return wait.isNegative() ? Optional.empty() : Optional.of(wait);
    } catch (DateTimeException notADate) {
      return Optional.empty();
    }
  }
}
