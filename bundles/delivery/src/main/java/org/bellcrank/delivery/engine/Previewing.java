package org.bellcrank.delivery.engine;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.Delivery;
import org.bellcrank.delivery.InstanceDirectory;
import org.bellcrank.delivery.OrderPreview;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorCheck;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.delivery.connector.FieldFacts.Fact;
import org.bellcrank.delivery.connector.Formula;
import org.bellcrank.delivery.connector.Mapping;
import org.bellcrank.delivery.connector.MappingTrace;
import org.bellcrank.document.Mark;
import org.bellcrank.document.Problem;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Writes an order as a connector would, and sends nothing. */
@Component(service = OrderPreview.class)
public final class Previewing implements OrderPreview {

  private static final URI NOWHERE = URI.create("http://instance.invalid");

  private final Connectors connectors;
  private final InstanceDirectory directory;
  private final Clock clock;

  /** Asks both each time. */
  @Activate
  public Previewing(
      @Reference Connectors connectors,
      @Reference InstanceDirectory directory,
      @Reference Clock clock) {
    this.connectors = connectors;
    this.directory = directory;
    this.clock = clock;
  }

  @Override
  public Preview of(Wish wish) {
    if (!List.of("create", "update").contains(wish.on())) {
      throw new IllegalArgumentException(
          "given on '%s'; allowed: create, update".formatted(wish.on()));
    }
    Connector connector =
        connectors
            .find(wish.kind())
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "given kind '%s'; allowed: a connector that runs".formatted(wish.kind())));
    ConnectorInstance instance =
        wish.instance().map(id -> instance(id, wish.kind())).orElse(nowhere(wish.kind()));
    Delivery row = wish.created().orElseGet(() -> planned(wish, instance));
    Map<String, Object> known = KnownNames.of(wish.order(), instance, row);
    PreviewedCalls calls = new PreviewedCalls(connector, instance, known);
    List<Problem> problems = problems(connector);
    List<MappingTrace.Traced> traced = MappingTrace.of(connector.mapping(), wish.on(), known);
    List<Field> fields =
        traced.stream().map(each -> field(connector, each, wish.on(), problems)).toList();
    List<Missing> missing =
        connector.facts().fields().stream()
            .filter(fact -> fact.required() != Mapping.Required.OPTIONAL)
            .filter(fact -> !filled(connector, fact, wish.on()))
            .map(fact -> missing(fact, problems))
            .toList();
    return new Preview(
        fields,
        missing,
        others(connector, wish.on()),
        new UnusedNames(connector, wish.on()).of(known),
        calls.of(wish.on().equals("create") ? Purpose.CREATE : Purpose.UPDATE),
        calls.added(),
        elsewhere(connector, problems));
  }

  /** What is wrong with the folder as it stands now: nothing where that is what runs. */
  private static List<Problem> problems(Connector connector) {
    try {
      if (ConnectorFolder.version(connector.folder()).equals(connector.version())) {
        return List.of();
      }
    } catch (IOException | UncheckedIOException moving) {
      // The check says what cannot be read.
    }
    return ConnectorCheck.check(connector.folder());
  }

  private ConnectorInstance instance(String id, String kind) {
    return directory.instances().stream()
        .filter(each -> each.id().equals(id) && each.kind().equals(kind))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "given instance '%s'; allowed: one of the site documents of kind %s"
                        .formatted(id, kind)));
  }

  private static ConnectorInstance nowhere(String kind) {
    return new ConnectorInstance(
        "none",
        kind,
        kind,
        "",
        NOWHERE,
        Optional.empty(),
        Map.of(),
        OptionalInt.empty(),
        OptionalInt.empty(),
        Optional.empty());
  }

  private Delivery planned(Wish wish, ConnectorInstance instance) {
    return Delivery.planned(
        "dl-" + wish.order().reference(),
        wish.order().id(),
        instance.id(),
        wish.on().equals("create") ? Purpose.CREATE : Purpose.UPDATE,
        wish.order().priority(),
        clock.instant());
  }

  private static Field field(
      Connector connector, MappingTrace.Traced traced, String on, List<Problem> problems) {
    Mapping.Field field = traced.field();
    return new Field(
        traced.pointer(),
        field.from().map(Formula::text).orElse(""),
        traced.lines().stream()
            .map(line -> new Line(line.text(), line.value(), line.missing()))
            .toList(),
        word(field.type()),
        field.required().blocks(),
        Suggestion.at(field),
        traced.read().map(MappingTrace::shown),
        traced.written(),
        traced.notes(),
        traced.problem(),
        connector.facts().find(traced.pointer()).map(fact -> rule(fact, traced, on)),
        problems.stream()
            .filter(problem -> concerns(problem, field))
            .map(Previewing::words)
            .toList());
  }

  private static Rule rule(Fact fact, MappingTrace.Traced traced, String on) {
    boolean inLines = traced.value().filter(List.class::isInstance).isPresent();
    Optional<String> breach =
        inLines ? longLine(fact, traced) : Breach.of(fact, traced.written(), on);
    return new Rule(
        word(fact.required()),
        Breach.rule(fact),
        fact.length(),
        fact.type() == Mapping.Type.TEXT ? traced.length() : 0,
        breach,
        fact.source());
  }

  private static Optional<String> longLine(Fact fact, MappingTrace.Traced traced) {
    return fact.length().isPresent() && traced.length() > fact.length().getAsInt()
        ? Optional.of(
            "a line of %d characters is sent, at most %d fit"
                .formatted(traced.length(), fact.length().getAsInt()))
        : Optional.empty();
  }

  private static boolean filled(Connector connector, Fact fact, String on) {
    return connector
        .mapping()
        .field(fact.name())
        .filter(field -> field.on().contains(on))
        .isPresent();
  }

  private static Missing missing(Fact fact, List<Problem> problems) {
    return new Missing(
        fact.name(),
        word(fact.required()),
        at(fact.where()),
        fact.source(),
        problems.stream()
            .filter(problem -> same(problem.where(), fact.where()))
            .map(Previewing::words)
            .toList());
  }

  private static List<String> others(Connector connector, String on) {
    return connector.facts().fields().stream()
        .filter(fact -> fact.required() == Mapping.Required.OPTIONAL)
        .filter(fact -> !filled(connector, fact, on))
        .map(Fact::name)
        .toList();
  }

  /** Problems at no field of mapping or facts. */
  private static List<String> elsewhere(Connector connector, List<Problem> problems) {
    return problems.stream()
        .filter(
            problem ->
                connector.mapping().fields().stream().noneMatch(f -> concerns(problem, f))
                    && connector.facts().fields().stream()
                        .noneMatch(fact -> same(problem.where(), fact.where())))
        .map(Previewing::words)
        .toList();
  }

  /** By the field's name, since a folder that was changed has its lines elsewhere. */
  private static boolean concerns(Problem problem, Mapping.Field field) {
    return problem.pointer().equals(field.to()) || same(problem.where(), field.where());
  }

  private static boolean same(Mark one, Mark other) {
    return one.line() == other.line() && one.source().equals(other.source());
  }

  private static String words(Problem problem) {
    return at(problem.where()) + ": " + problem.words();
  }

  private static String at(Mark where) {
    Path file = Path.of(where.source());
    int names = file.getNameCount();
    return (names > 1 ? file.subpath(names - 2, names) : file) + ":" + where.line();
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
