package org.bellcrank.delivery.metadata;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorCheck;
import org.bellcrank.delivery.connector.Encoding;
import org.bellcrank.delivery.connector.FieldFacts;
import org.bellcrank.delivery.connector.FieldFacts.Fact;
import org.bellcrank.delivery.connector.Mapping;
import org.bellcrank.delivery.connector.MetadataPlace;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Suggestion;

/**
 * Holds a folder's facts against what its system says. What the system does not tell differs from
 * nothing; that it calls a field optional is not believed, since services want more than their
 * metadata says.
 */
public final class FactsComparison {

  private static final int MOST_NAMES = 5;
  private static final String SOURCE = "as its metadata says";

  private final Connector connector;
  private final MetadataPlace place;
  private final ForeignSchema schema;
  private final Map<Fact, List<FactsReport.Aspect>> aspects = new LinkedHashMap<>();
  private final List<Fact> there = new ArrayList<>();
  private final Set<String> missing = new LinkedHashSet<>();
  private int compared;

  private FactsComparison(Connector connector, MetadataPlace place, ForeignSchema schema) {
    this.connector = connector;
    this.place = place;
    this.schema = schema;
  }

  /**
   * Compares.
   *
   * @param place of the connector's facts
   * @throws IOException when the connector's folder cannot be read any more
   */
  public static FactsReport of(Connector connector, MetadataPlace place, ForeignSchema schema)
      throws IOException {
    return new FactsComparison(connector, place, schema).report();
  }

  private FactsReport report() throws IOException {
    for (Fact fact : connector.facts().fields()) {
      fact(fact);
    }
    List<ForeignField> unknown = new ArrayList<>();
    for (ForeignField field : unknown()) {
      if (field.required()) {
        needed(field);
      } else {
        unknown.add(field);
      }
    }
    List<Problem> problems = ConnectorCheck.against(connector, connector.facts().with(there));
    List<FactsReport.Difference> differences = new ArrayList<>();
    missing.forEach(entity -> differences.add(gone(entity)));
    aspects.forEach(
        (fact, told) ->
            differences.add(
                new FactsReport.Difference(
                    fact.where(), fact.name(), told, consequences(fact, problems))));
    return new FactsReport(compared, List.copyOf(differences), List.copyOf(unknown));
  }

  private void fact(Fact fact) {
    String entity = place.entity(fact.name());
    if (fact.ofAsset() || !place.tells(fact.name())) {
      there.add(fact);
    } else if (schema.entity(entity).isEmpty()) {
      missing.add(entity);
      there.add(fact);
    } else {
      compared++;
      Optional<ForeignField> field = schema.find(entity, place.there(fact.name()));
      if (field.isEmpty()) {
        tell(fact, "field", "known", "not");
      } else {
        there.add(new FactComparison(fact, field.get(), this).merged());
      }
    }
  }

  void tell(Fact fact, String what, String here, String told) {
    aspects
        .computeIfAbsent(fact, key -> new ArrayList<>())
        .add(new FactsReport.Aspect(what, here, told));
  }

  private FactsReport.Difference gone(String entity) {
    List<String> names = schema.names();
    String others =
        names.size() <= MOST_NAMES
            ? String.join(", ", names)
            : Suggestion.closest(entity, names)
                .orElseGet(() -> String.join(", ", names.subList(0, MOST_NAMES)));
    return new FactsReport.Difference(
        place.where(),
        entity,
        List.of(
            new FactsReport.Aspect("entity", "known", "%s of %d".formatted(others, names.size()))),
        List.of());
  }

  /** Fields of the entity of the facts that no fact is about. */
  private List<ForeignField> unknown() {
    Set<String> known = new LinkedHashSet<>();
    for (Fact fact : connector.facts().fields()) {
      if (place.tells(fact.name()) && place.entity(fact.name()).equals(place.entity())) {
        known.add(folded(place.there(fact.name()).substring(1).split("/", 2)[0]));
      }
    }
    return schema.entity(place.entity()).map(Map::values).stream()
        .flatMap(fields -> fields.stream())
        .filter(field -> !known.contains(folded(field.name())))
        .toList();
  }

  private String folded(String name) {
    return schema.anyCase() ? name.toLowerCase(Locale.ROOT) : name;
  }

  /** A field that nobody here knows and without which nothing can be created. */
  private void needed(ForeignField field) {
    Fact fact =
        new Fact(
            place.where(),
            place.below().orElse("") + "/" + field.name(),
            false,
            field.fits().stream().findFirst().orElse(Mapping.Type.TEXT),
            Encoding.PLAIN,
            field.length(),
            false,
            true,
            true,
            false,
            Mapping.Required.SERVICE,
            OptionalDouble.empty(),
            OptionalDouble.empty(),
            List.of(),
            FieldFacts.ReadBack.AS_SENT,
            SOURCE);
    there.add(fact);
    tell(fact, "field", "not known", "required, " + field.words());
  }

  private List<String> consequences(Fact fact, List<Problem> problems) {
    return problems.stream().filter(problem -> isOf(fact, problem)).map(Problem::text).toList();
  }

  /** A problem names the mapped field, the place of the fact, or the field that is searched by. */
  private boolean isOf(Fact fact, Problem problem) {
    if (problem.pointer().isEmpty()) {
      return problem.where().equals(fact.where()) && problem.given().contains(fact.name());
    }
    String named =
        problem.pointer().contains("/filters/")
            ? problem.given().replace("\"", "")
            : problem.pointer();
    return connector
        .facts()
        .find(named)
        .map(fact::equals)
        .orElseGet(() -> named.equals(fact.name()));
  }

  /** As a fact is written. */
  static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  static String word(OptionalInt number) {
    return number.isPresent() ? String.valueOf(number.getAsInt()) : "none";
  }

  static String source() {
    return SOURCE;
  }
}
