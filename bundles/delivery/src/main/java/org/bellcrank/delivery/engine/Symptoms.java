package org.bellcrank.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.delivery.ConnectionTest.Outcome;
import org.bellcrank.delivery.ConnectionTest.Stage;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Receipt;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.Trouble;
import org.bellcrank.delivery.connector.AnswerRules;
import org.bellcrank.delivery.connector.AnswerRules.Meaning;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Content;
import org.bellcrank.delivery.connector.OrderReading;

/**
 * Tells from an answer to a harmless question what is wrong, in words of whoever has to mend it.
 */
final class Symptoms {

  private static final int LONGEST_WORDS = 300;
  private static final Pattern TITLE =
      Pattern.compile("(?is)<title[^>]*>\\s*([^<]{1,80}?)\\s*</title>");

  /** Of databases: no such table or column, no such schema, and no right. */
  private static final Map<String, Trouble> STATES =
      Map.of(
          "42501", Trouble.RIGHTS,
          "42P01", Trouble.PATH,
          "3F000", Trouble.PATH,
          "42703", Trouble.QUESTION);

  private final String name;
  private final Connector connector;
  private final ConnectorInstance instance;
  private final Duration took;

  Symptoms(String name, Connector connector, ConnectorInstance instance, Duration took) {
    this.name = name;
    this.connector = connector;
    this.instance = instance;
    this.took = took;
  }

  Stage well(String words) {
    return new Stage(name, Outcome.WELL, Optional.empty(), took, OptionalInt.empty(), words, "");
  }

  /** Where nothing came back. */
  Stage unanswered(StepAnswer answer) {
    if (answer instanceof StepAnswer.NotSent notSent) {
      return failed(notSent.trouble(), OptionalInt.empty(), notSent.words());
    }
    if (answer instanceof StepAnswer.NoCredential none) {
      return failed(none.trouble(), OptionalInt.empty(), none.words());
    }
    if (answer instanceof StepAnswer.SessionOver over) {
      return failed(Trouble.SIGN_IN, OptionalInt.empty(), over.words() + " right after a new one");
    }
    String words = answer instanceof StepAnswer.Unknown unknown ? unknown.words() : "";
    boolean encryption = words.contains("SSL") || words.contains("TLS");
    return failed(encryption ? Trouble.TLS : Trouble.SILENT, OptionalInt.empty(), words);
  }

  /**
   * Of a step that was answered.
   *
   * @param done what was done, where all is well
   */
  Stage answered(StepAnswer.Answered answer, Receipt receipt, Content.Format format, String done) {
    if (receipt instanceof Receipt.Accepted && answer.status() != 404) {
      return well(answer, done);
    }
    return failed(
        trouble(answer, receipt, format),
        OptionalInt.of(answer.status()),
        words(answer, receipt.facts().text("words").orElse("")));
  }

  private Trouble trouble(StepAnswer.Answered answer, Receipt receipt, Content.Format format) {
    if (receipt instanceof Receipt.Accepted) {
      return Trouble.PATH; // answered 404, which for one order would mean that it is not there
    }
    Optional<Trouble> plain = plain(answer);
    if (plain.isPresent()) {
      return plain.get();
    }
    if (receipt instanceof Receipt.Unreachable away) {
      return away(away, answer, format);
    }
    return receipt instanceof Receipt.Refused ? Trouble.QUESTION : Trouble.OTHER;
  }

  private static Trouble away(
      Receipt.Unreachable away, StepAnswer.Answered answer, Content.Format format) {
    if (away.scope() == Receipt.Unreachable.Scope.CREDENTIAL) {
      return Trouble.SIGN_IN;
    }
    boolean readable = format.read(text(answer)).isPresent();
    return !readable || answer.status() < 300 ? Trouble.STRANGER : Trouble.BUSY;
  }

  /** Of the question for what changed. */
  Stage list(StepAnswer.Answered answer, OrderReading.Changed changed) {
    String body = text(answer);
    OrderReading.Call call = changed.call();
    Meaning meaning =
        call.answers()
            .own(answer.status(), body, call.format().lenient(body))
            .or(
                () ->
                    connector
                        .answers()
                        .own(answer.status(), body, connector.format().lenient(body)))
            .map(AnswerRules.Rule::meaning)
            .orElseGet(() -> AnswerRules.general(answer.status(), false));
    boolean shown =
        call.format().read(body).filter(content -> content.shows(changed.each())).isPresent();
    if (meaning == Meaning.ACCEPTED && shown) {
      return well(answer, "asked what changed in the last minute, and was answered");
    }
    Trouble otherwise =
        switch (meaning) {
          case ACCEPTED -> Trouble.STRANGER;
          case UNAUTHORISED -> Trouble.SIGN_IN;
          case NOT_FOUND -> Trouble.PATH;
          case BUSY -> Trouble.BUSY;
          case REFUSED -> Trouble.QUESTION;
          case UNCERTAIN -> Trouble.OTHER;
        };
    return failed(
        plain(answer).orElse(otherwise),
        OptionalInt.of(answer.status()),
        words(answer, meaning == Meaning.ACCEPTED ? "without the list " + changed.each() : ""));
  }

  private Stage well(StepAnswer.Answered answer, String done) {
    return new Stage(
        name,
        Outcome.WELL,
        Optional.empty(),
        took,
        OptionalInt.of(answer.status()),
        done + " " + answer.status(),
        "");
  }

  /** What the code, the database's state or the kind of content says by itself. */
  private Optional<Trouble> plain(StepAnswer.Answered answer) {
    Optional<Trouble> state =
        connector.words().code(connector.format().lenient(text(answer))).map(STATES::get);
    if (state.isPresent()) {
      return state;
    }
    return switch (answer.status()) {
      case 401 -> Optional.of(Trouble.SIGN_IN);
      case 403 -> Optional.of(Trouble.RIGHTS);
      case 404, 405, 410 -> Optional.of(Trouble.PATH);
      case 408, 429, 502, 503, 504 -> Optional.of(Trouble.BUSY);
      default ->
          isPage(answer) || answer.status() / 100 == 3
              ? Optional.of(Trouble.STRANGER)
              : Optional.empty();
    };
  }

  private static boolean isPage(StepAnswer.Answered answer) {
    String begins = text(answer).stripLeading().toLowerCase(Locale.ROOT);
    return begins.startsWith("<!doctype html")
        || begins.startsWith("<html")
        || answer.headers().getOrDefault("content-type", "").startsWith("text/html");
  }

  private static String text(StepAnswer.Answered answer) {
    return new String(answer.body(), StandardCharsets.UTF_8);
  }

  private String words(StepAnswer.Answered answer, String said) {
    String begin = "answered " + answer.status();
    if (isPage(answer)) {
      Matcher title = TITLE.matcher(text(answer));
      return begin
          + " with a page for people"
          + (title.find() ? ", \"" + title.group(1) + "\"" : "");
    }
    String own = Answers.said(connector, text(answer));
    String more = said.isEmpty() || said.startsWith(begin) || own.contains(said) ? "" : ", " + said;
    return begin + own + more;
  }

  private Stage failed(Trouble trouble, OptionalInt status, String words) {
    String shown =
        words.length() <= LONGEST_WORDS ? words : words.substring(0, LONGEST_WORDS) + "…";
    return new Stage(
        name, Outcome.FAILED, Optional.of(trouble), took, status, shown, advice(trouble));
  }

  private String advice(Trouble trouble) {
    String address = PreviewedCalls.hidden(instance.address().toString());
    String host = instance.address().getHost();
    String keys =
        instance
            .keys()
            .map(chosen -> "keystore " + chosen.keystore())
            .orElse("a keystore of the gateway, which the instance then names");
    String credential =
        instance.credential().orElse("credential, which the instance does not name");
    return switch (trouble) {
      case NO_HOST ->
          "The gateway does not find the name %s. Check the address in the site documents, then the gateway's name server."
              .formatted(host == null ? address : host);
      case UNREACHABLE ->
          "Nobody answers at %s. Check the port, whether the CMMS runs, and what stands between: firewall, route, proxy."
              .formatted(address);
      case TLS ->
          "Its certificate is not believed, or there is no encryption at that port. Put its authority's certificate into %s; check host name and dates."
              .formatted(keys);
      case SILENT ->
          "It was reached and did not answer. It may be overloaded, or another protocol is spoken at that port: http where https is wanted, or the other way round.";
      case CREDENTIAL -> "Put the key where it is looked for, readable by its owner alone.";
      case SIGN_IN ->
          "It does not accept who we are. Renew what stands under %s; an account that is locked or has ended looks the same."
              .formatted(credential);
      case RIGHTS ->
          "It knows who we are and does not let us read. Give the account the rights that the README of connector %s names."
              .formatted(instance.kind());
      case PATH ->
          "There is nothing at this path. Check how far the address in the site documents goes (%s) against the README of connector %s."
              .formatted(address, instance.kind());
      case STRANGER ->
          "What answers is not what connector %s speaks to: a sign-on page, a proxy or another product. Check the address (%s)."
              .formatted(instance.kind(), address);
      case QUESTION ->
          "It does not understand the question: another edition, or a field that this plant does not have. Its own words tell which.";
      case BUSY ->
          "It is there and says that it cannot work now. Try again later; orders wait meanwhile.";
      case MAINTENANCE, LIMIT -> "Try again later.";
      case GATEWAY ->
          "Mend what the page Connectors says of the folder %s.".formatted(instance.kind());
      case OTHER -> "Its own words stand beside it; the log of the CMMS may say more.";
    };
  }
}
