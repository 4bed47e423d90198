package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** What an answer's code means: a connector's own rules first, then what HTTP says in general. */
public record AnswerRules(List<Rule> rules) {

  /** What an answer means. */
  public enum Meaning {
    /** Done. */
    ACCEPTED,
    /** There is no such thing. */
    NOT_FOUND,
    /** Will not be taken as it is. */
    REFUSED,
    /** Not done; the other side is away or busy. */
    BUSY,
    /** Not done; the credential is not accepted. */
    UNAUTHORISED,
    /** Perhaps done. */
    UNCERTAIN
  }

  /**
   * One line.
   *
   * @param from lowest code
   * @param to highest code
   * @param containing a text that the body has to contain; empty for any body
   * @param at what has to stand in the answer; empty for any answer
   * @param pause where the answer says how long to wait; empty where it does not
   */
  public record Rule(
      int from,
      int to,
      Optional<String> containing,
      Optional<At> at,
      Meaning meaning,
      Optional<Pause> pause) {

    private boolean fits(int status, String body, Content content) {
      return status >= from
          && status <= to
          && containing.map(body::contains).orElse(true)
          && at.map(place -> place.stands(content)).orElse(true);
    }
  }

  /**
   * A place in the answer.
   *
   * @param path of a text or number
   * @param equal what has to stand there; empty for whatever it is
   */
  public record At(String path, Optional<String> equal) {

    private boolean stands(Content content) {
      Optional<String> there = content.text(path);
      return there.isPresent() && equal.map(there.get()::equals).orElse(true);
    }
  }

  /**
   * How long the other side asks to wait. All of an instance's orders wait then, as for a 429.
   *
   * @param path of a whole number; where none stands, the gateway's own pauses count
   */
  public record Pause(String path, ChronoUnit unit) {

    /** The pause that an answer asks for. */
    public Optional<Duration> in(Content content) {
      return content
          .text(path)
          .map(String::strip)
          .filter(given -> given.matches("\\d{1,9}"))
          .map(given -> Duration.of(Long.parseLong(given), unit));
    }
  }

  /** The first of these rules that fits an answer; empty when none does. */
  public Optional<Rule> own(int status, String body, Content content) {
    return rules.stream().filter(rule -> rule.fits(status, body, content)).findFirst();
  }

  /**
   * What HTTP says in general.
   *
   * @param change whether the request was to change something: then an answer that leaves open
   *     whether it was done, such as a 503 of a proxy or a way elsewhere, means perhaps
   */
  public static Meaning general(int status, boolean change) {
    if (status >= 200 && status < 300) {
      return Meaning.ACCEPTED;
    }
    if (status < 400) {
      return change ? Meaning.UNCERTAIN : Meaning.UNAUTHORISED;
    }
    return switch (status) {
      case 401, 403 -> Meaning.UNAUTHORISED;
      case 404, 410 -> Meaning.NOT_FOUND;
      case 425, 429 -> Meaning.BUSY;
      case 503 -> change ? Meaning.UNCERTAIN : Meaning.BUSY;
      case 408 -> Meaning.UNCERTAIN;
      default -> status >= 500 ? Meaning.UNCERTAIN : Meaning.REFUSED;
    };
  }
}
