package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Suggestion;

/** Holds a mapping against the vendor's facts. */
final class MappingCheck {

  private static final String CONDITION = "condition";

  private final Connector connector;
  private final Problems problems;

  MappingCheck(Connector connector, Problems problems) {
    this.connector = connector;
    this.problems = problems;
  }

  void run() {
    for (Mapping.Field field : connector.mapping().fields()) {
      Optional<FieldFacts.Fact> fact =
          connector.facts().find(field.to(), field.on().contains(CONDITION) ? CONDITION : "");
      if (fact.isEmpty()) {
        unknown(field);
      } else {
        held(field, fact.get());
      }
      record(field);
      spill(field);
      part(field);
    }
    missing();
  }

  private void unknown(Mapping.Field field) {
    boolean asset = field.on().contains(CONDITION);
    List<String> names =
        connector.facts().fields().stream()
            .filter(fact -> fact.ofAsset() == asset)
            .map(FieldFacts.Fact::name)
            .toList();
    add(
        field,
        field.to(),
        Suggestion.closest(field.to(), names).orElse("a field of facts.yaml"),
        "%s %s has no such field"
            .formatted(connector.facts().system(), asset ? "asset" : connector.facts().object()));
  }

  private void held(Mapping.Field field, FieldFacts.Fact fact) {
    if (field.creates() && !fact.creatable()) {
      add(field, field.to(), "", "cannot be set when the order is created; " + fact.source());
    }
    if (field.updates() && !fact.updatable()) {
      add(field, field.to(), "", "cannot be changed afterwards; " + fact.source());
    }
    if (field.type() != fact.type()) {
      add(field, name(field.type()), name(fact.type()), "wrong type; " + fact.source());
    }
    form(field, fact);
    length(field, fact);
    if (field.form().wrap().isPresent()
        && field.updates()
        && fact.readBack() != FieldFacts.ReadBack.NONE) {
      add(field, "wrap", "readBack: none in facts.yaml", "lines are not compared when read back");
    }
    letters(field, fact);
    if (fact.required() == Mapping.Required.SERVICE
        && field.required() != Mapping.Required.SERVICE
        && field.creates()) {
      add(
          field,
          name(field.required()),
          "service",
          "the vendor refuses an order without it; " + fact.source());
    }
    values(field, fact);
  }

  /** What is told of an asset and what an order carries are two records. */
  private void record(Mapping.Field field) {
    if (field.on().contains(CONDITION) && field.on().size() > 1) {
      add(field, "on " + field.on(), "on [condition]", "an asset's record is not the order's");
    }
    if (!field.on().contains(CONDITION) && readsCondition(field)) {
      add(field, "condition.*", "on [condition]", "an order knows no condition of its asset");
    }
  }

  private static boolean readsCondition(Mapping.Field field) {
    return Stream.concat(
            field.from().stream().flatMap(from -> from.names().stream()),
            field.lines().stream().flatMap(line -> line.names().stream()))
        .anyMatch(name -> name.startsWith(CONDITION + "."));
  }

  private void form(Mapping.Field field, FieldFacts.Fact fact) {
    Encoding given = field.form().encoding();
    if (field.type() == fact.type() && given != fact.encoding()) {
      add(
          field,
          "as " + given.word(),
          "as " + fact.encoding().word(),
          "written in another way than the vendor reads it; " + fact.source());
    }
  }

  private void length(Mapping.Field field, FieldFacts.Fact fact) {
    if (fact.length().isEmpty() || field.type() != Mapping.Type.TEXT) {
      return;
    }
    int allowed = fact.length().getAsInt();
    if (field.form().wrap().isPresent()) {
      if (field.form().wrap().getAsInt() > allowed) {
        add(
            field,
            "wrap " + field.form().wrap().getAsInt(),
            "at most " + allowed,
            "lines that are longer than the vendor allows; " + fact.source());
      }
    } else if (field.max().isEmpty()) {
      add(
          field,
          "no max",
          "max of at most " + allowed + " and an overflow policy",
          "a text of any length meets a field that has one; " + fact.source());
    } else if (field.max().getAsInt() > allowed) {
      add(
          field,
          "max " + field.max().getAsInt(),
          "at most " + allowed,
          "longer than the vendor allows; " + fact.source());
    }
  }

  private void letters(Mapping.Field field, FieldFacts.Fact fact) {
    if (fact.upper()
        && field.type() == Mapping.Type.TEXT
        && field.letters() != Mapping.Case.UPPER) {
      add(field, "case " + name(field.letters()), "case upper", "wrong case; " + fact.source());
    }
  }

  private void values(Mapping.Field field, FieldFacts.Fact fact) {
    Stream<Object> values =
        Stream.concat(field.values().values().stream(), field.fallback().stream());
    values.forEach(value -> value(field, fact, value));
    if (!field.values().isEmpty() && field.fallback().isEmpty() && field.required().blocks()) {
      add(field, "no fallback", "a fallback", "a needed field must have a value for everything");
    }
  }

  private void value(Mapping.Field field, FieldFacts.Fact fact, Object value) {
    String given = Values.text(value);
    boolean numeric = fact.type() == Mapping.Type.WHOLE || fact.type() == Mapping.Type.NUMBER;
    if (numeric != value instanceof Number) {
      add(field, given, "a " + name(fact.type()), "a value of the wrong type; " + fact.source());
      return;
    }
    if (!fact.codes().isEmpty()) {
      code(field, fact, given);
    }
    if (numeric) {
      double number = ((Number) value).doubleValue();
      if (number < fact.lowest().orElse(Double.NEGATIVE_INFINITY)
          || number > fact.highest().orElse(Double.POSITIVE_INFINITY)) {
        add(
            field,
            given,
            "%s to %s"
                .formatted(
                    Values.text(fact.lowest().orElse(Double.NEGATIVE_INFINITY)),
                    Values.text(fact.highest().orElse(Double.POSITIVE_INFINITY))),
            "a value outside the vendor's range; " + fact.source());
      }
    } else if (fact.length().isPresent() && given.length() > fact.length().getAsInt()) {
      add(
          field,
          '"' + given + '"',
          "at most " + fact.length().getAsInt() + " characters",
          "a value that is too long; " + fact.source());
    }
  }

  private void code(Mapping.Field field, FieldFacts.Fact fact, String given) {
    if (!fact.codes().contains(given)) {
      add(
          field,
          '"' + given + '"',
          Suggestion.closest(given, fact.codes())
              .map(near -> near + " of " + String.join(", ", fact.codes()))
              .orElseGet(() -> String.join(", ", fact.codes())),
          "a value that the vendor does not know; " + fact.source());
    }
  }

  /** Fields of a part of its own are told from those of the order by their names alone. */
  private void part(Mapping.Field field) {
    Set<Optional<String>> parts =
        field.on().stream().map(Mapping::part).collect(Collectors.toSet());
    if (parts.size() > 1) {
      add(field, "on " + field.on(), "bodies of one part", "it stands in one of them alone");
    } else if (field.part().filter(part -> !field.to().startsWith("/" + part + "/")).isPresent()) {
      String wanted = "/" + field.part().get() + "/…";
      add(field, field.to(), wanted, "the fields of a part begin with its name");
    }
  }

  private void spill(Mapping.Field field) {
    if (field.spill().isEmpty()) {
      return;
    }
    Optional<Mapping.Field> target = connector.mapping().field(field.spill().get());
    if (target.isEmpty() || !target.get().on().containsAll(field.on())) {
      add(
          field,
          "spill:" + field.spill().get(),
          "a field of this mapping that is on " + field.on(),
          "the overflow has nowhere to go");
    }
  }

  private void missing() {
    for (FieldFacts.Fact fact : connector.facts().fields()) {
      if (fact.required() == Mapping.Required.SERVICE
          && !fact.ofAsset()
          && connector.mapping().field(fact.name()).filter(Mapping.Field::creates).isEmpty()) {
        problems.add(
            new Problem(
                fact.where(),
                "",
                "no field " + fact.name() + " in mapping.yaml",
                "one on create",
                "the vendor refuses an order without it; " + fact.source()));
      }
    }
  }

  private void add(Mapping.Field field, String given, String allowed, String message) {
    problems.add(new Problem(field.where(), field.to(), given, allowed, message));
  }

  private static String name(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
