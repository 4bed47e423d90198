package org.bellcrank.delivery.connector;

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
   */
  public record Rule(int from, int to, Optional<String> containing, Meaning meaning) {}

  /** The meaning by these rules alone; empty when none fits. */
  public Optional<Meaning> own(int status, String body) {
    return rules.stream()
        .filter(rule -> status >= rule.from() && status <= rule.to())
        .filter(rule -> rule.containing().map(body::contains).orElse(true))
        .map(Rule::meaning)
        .findFirst();
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
