package org.bellcrank.delivery.metadata;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.bellcrank.delivery.connector.Encoding;
import org.bellcrank.delivery.connector.FieldFacts.Fact;
import org.bellcrank.delivery.connector.Mapping;

/** Holds one fact against the field that it is about. */
final class FactComparison {

  private final Fact fact;
  private final ForeignField field;
  private final FactsComparison report;

  FactComparison(Fact fact, ForeignField field, FactsComparison report) {
    this.fact = fact;
    this.field = field;
    this.report = report;
  }

  /** Tells what differs; the fact as it would be if the metadata were right. */
  Fact merged() {
    Mapping.Type type = type();
    boolean text = type == Mapping.Type.TEXT;
    return new Fact(
        fact.where(),
        fact.name(),
        fact.ofAsset(),
        type,
        type == fact.type() ? fact.encoding() : Encoding.PLAIN,
        text ? length() : OptionalInt.empty(),
        text ? upper() : fact.upper(),
        use("creatable", fact.creatable(), field.use().creatable()),
        use("updatable", fact.updatable(), field.use().updatable()),
        use("filterable", fact.filterable(), field.use().filterable()),
        required(),
        bound("lowest", fact.lowest(), field.lowest()),
        bound("highest", fact.highest(), field.highest()),
        text ? codes() : fact.codes(),
        fact.readBack(),
        FactsComparison.source());
  }

  private void tell(String what, Object here, Object told) {
    report.tell(fact, what, String.valueOf(here), String.valueOf(told));
  }

  private Mapping.Type type() {
    if (field.structure().isPresent() && fact.encoding() != Encoding.PARTS) {
      tell("type", FactsComparison.word(fact.type()), "a structure");
      return fact.type();
    }
    if (field.fits().isEmpty() || field.fits().contains(fact.type()) || written(field.fits())) {
      return fact.type();
    }
    tell("type", FactsComparison.word(fact.type()), field.words());
    return field.fits().stream().sorted().findFirst().orElseThrow();
  }

  /** Times, numbers and truths that the facts write in another type's letters. */
  private boolean written(Set<Mapping.Type> fits) {
    return switch (fact.encoding()) {
      case PLAIN -> false;
      case EPOCH_SECONDS, EPOCH_MILLIS, ONE_ZERO, JULIAN ->
          fits.contains(Mapping.Type.WHOLE) || fits.contains(Mapping.Type.TEXT);
      default -> fits.contains(Mapping.Type.TEXT);
    };
  }

  private OptionalInt length() {
    if (field.length().isEmpty() || field.length().equals(fact.length())) {
      return fact.length();
    }
    tell("length", FactsComparison.word(fact.length()), field.length().getAsInt());
    return field.length();
  }

  private boolean upper() {
    if (field.upper() && !fact.upper()) {
      tell("case", "any", "upper");
    }
    return field.upper() || fact.upper();
  }

  /** What lies below another goes with it, whatever could be done with it alone. */
  private boolean use(String what, boolean here, Optional<Boolean> told) {
    boolean below = fact.name().indexOf('/', 1) > 0;
    if (told.isEmpty() || told.get() == here || below && told.get()) {
      return here;
    }
    tell(what, here, told.get());
    return told.get();
  }

  private Mapping.Required required() {
    boolean below = fact.name().indexOf('/', 1) > 0;
    if (!field.required()
        || below
        || !fact.creatable()
        || fact.required() != Mapping.Required.OPTIONAL) {
      return fact.required();
    }
    tell("required", "optional", "service");
    return Mapping.Required.SERVICE;
  }

  private OptionalDouble bound(String what, OptionalDouble here, OptionalDouble told) {
    boolean numeric = fact.type() == Mapping.Type.WHOLE || fact.type() == Mapping.Type.NUMBER;
    if (!numeric || told.isEmpty() || told.equals(here)) {
      return here;
    }
    tell(what, here.isPresent() ? shown(here.getAsDouble()) : "none", shown(told.getAsDouble()));
    return told;
  }

  private static String shown(double number) {
    return number == Math.rint(number) && Math.abs(number) < 1e15
        ? String.valueOf((long) number)
        : String.valueOf(number);
  }

  private List<String> codes() {
    if (field.codes().isEmpty() || Set.copyOf(field.codes()).equals(Set.copyOf(fact.codes()))) {
      return fact.codes();
    }
    tell(
        "codes",
        fact.codes().isEmpty() ? "any" : String.join(", ", fact.codes()),
        String.join(", ", field.codes()));
    return field.codes();
  }
}
