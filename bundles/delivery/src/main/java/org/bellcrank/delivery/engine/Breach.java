package org.bellcrank.delivery.engine;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.bellcrank.delivery.connector.FieldFacts.Fact;
import org.bellcrank.delivery.connector.Mapping;

/** Holds a value against what the vendor says about its field. */
final class Breach {

  private Breach() {}

  /** What the vendor says about a field, one line. */
  static String rule(Fact fact) {
    List<String> parts = new ArrayList<>();
    parts.add(fact.type().name().toLowerCase(Locale.ROOT));
    fact.length().ifPresent(most -> parts.add("at most %d characters".formatted(most)));
    if (fact.upper()) {
      parts.add("upper case");
    }
    fact.lowest().ifPresent(lowest -> parts.add("at least " + plain(lowest)));
    fact.highest().ifPresent(highest -> parts.add("at most " + plain(highest)));
    if (!fact.codes().isEmpty()) {
      parts.add("one of " + String.join(", ", fact.codes()));
    }
    if (fact.required().blocks()) {
      parts.add("required");
    }
    if (!fact.creatable()) {
      parts.add("cannot be given when an order is made");
    }
    if (!fact.updatable()) {
      parts.add("cannot be changed later");
    }
    return "%s: %s. %s".formatted(fact.name(), String.join(", ", parts), fact.source());
  }

  /**
   * How a value breaks the rule; empty when it keeps it.
   *
   * @param on name of the body that it is part of
   */
  static Optional<String> of(Fact fact, Optional<String> value, String on) {
    if (value.isEmpty()) {
      return fact.required().blocks() && Mapping.creates(on)
          ? Optional.of("it is required, and nothing is sent")
          : Optional.empty();
    }
    String given = value.get();
    if (fact.length().isPresent() && given.length() > fact.length().getAsInt()) {
      return Optional.of(
          "%d characters are sent, at most %d fit"
              .formatted(given.length(), fact.length().getAsInt()));
    }
    if (fact.upper() && !given.equals(given.toUpperCase(Locale.ROOT))) {
      return Optional.of("small letters are sent, it is kept in upper case");
    }
    if (Mapping.creates(on) ? !fact.creatable() : !fact.updatable()) {
      return Optional.of("the other side does not let it be sent with this " + on);
    }
    if (!fact.codes().isEmpty() && !fact.codes().contains(given)) {
      return Optional.of(
          "'%s' is sent, known there are %s".formatted(given, String.join(", ", fact.codes())));
    }
    return outOfRange(fact, given);
  }

  private static Optional<String> outOfRange(Fact fact, String given) {
    if (fact.type() != Mapping.Type.WHOLE && fact.type() != Mapping.Type.NUMBER) {
      return Optional.empty();
    }
    try {
      double number = new BigDecimal(given).doubleValue();
      boolean low = fact.lowest().isPresent() && number < fact.lowest().getAsDouble();
      boolean high = fact.highest().isPresent() && number > fact.highest().getAsDouble();
      return low || high ? Optional.of(given + " is out of its range") : Optional.empty();
    } catch (NumberFormatException noNumber) {
      return Optional.of("it takes a number, '%s' is sent".formatted(given));
    }
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
