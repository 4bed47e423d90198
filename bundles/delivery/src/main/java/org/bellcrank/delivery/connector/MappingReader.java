package org.bellcrank.delivery.connector;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.ListNode;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;

/** Reads {@code mapping.yaml}, which the schema has let through. */
final class MappingReader {

  private static final String SPILL = "spill:";

  private final Formulas formulas;
  private final Problems problems;

  MappingReader(Formulas formulas, Problems problems) {
    this.formulas = formulas;
    this.problems = problems;
  }

  /** The fields' names as XML bodies read them; one that is no name of an expression is missing. */
  static List<String> names(MapNode root) {
    List<String> names = new ArrayList<>();
    if (root.find("fields").orElse(null) instanceof ListNode fields) {
      for (Node field : fields) {
        if (field instanceof MapNode map) {
          Optional<String> name = map.find("to").flatMap(to -> name(String.valueOf(to.plain())));
          name.ifPresent(names::add);
          if (name.isPresent() && map.find("as").filter(MappingReader::isParts).isPresent()) {
            Encoding.PARTS_OF_A_TIME.forEach(part -> names.add(name.get() + "." + part));
          }
        }
      }
    }
    return names;
  }

  private static boolean isParts(Node node) {
    return Encoding.PARTS.word().equals(String.valueOf(node.plain()));
  }

  /**
   * The name of a field in XML bodies: {@code field.} and the parts of its pointer with dots, each
   * beginning with a small letter and without what is neither letter nor digit: SHORT_TEXT is read
   * as {@code field.shortText}.
   */
  static Optional<String> name(String pointer) {
    StringBuilder name = new StringBuilder("field");
    for (String part : Json.parts(pointer)) {
      name.append('.');
      String[] words = part.split("[^A-Za-z0-9]+");
      for (int i = 0; i < words.length; i++) {
        boolean shouts = words[i].equals(words[i].toUpperCase(Locale.ROOT));
        String word = shouts ? words[i].toLowerCase(Locale.ROOT) : words[i];
        name.append(i == 0 ? first(word, false) : first(word, true));
      }
    }
    String read = name.toString();
    return read.matches("field(\\.[a-z][A-Za-z0-9]*)+") ? Optional.of(read) : Optional.empty();
  }

  private static String first(String word, boolean upper) {
    if (word.isEmpty()) {
      return word;
    }
    String letter = word.substring(0, 1);
    return (upper ? letter.toUpperCase(Locale.ROOT) : letter.toLowerCase(Locale.ROOT))
        + word.substring(1);
  }

  Mapping read(MapNode root) throws InvalidDocumentException {
    List<Mapping.Field> fields = new ArrayList<>();
    for (MapNode node : root.maps("fields")) {
      problems.collect(() -> fields.add(field(node)));
    }
    return new Mapping(List.copyOf(fields));
  }

  private Mapping.Field field(MapNode node) throws InvalidDocumentException {
    Optional<Node> from = node.find("from");
    String overflow = node.optionalText("overflow").orElse("refuse");
    Optional<Integer> max = node.optionalInteger("max");
    List<String> on = node.texts("on");
    return new Mapping.Field(
        node.where("to"),
        node.text("to"),
        node.optionalEnum("each", Step.Each.class).orElse(Step.Each.TASKS),
        from.isEmpty()
            ? Optional.empty()
            : Optional.of(formulas.compile(from.get(), from.get().asText())),
        lines(node),
        node.enumValue("type", Mapping.Type.class),
        max.isPresent() ? OptionalInt.of(max.get()) : OptionalInt.empty(),
        tail(node),
        overflow.startsWith(SPILL)
            ? Mapping.Overflow.SPILL
            : overflow.equals("cut") ? Mapping.Overflow.CUT : Mapping.Overflow.REFUSE,
        overflow.startsWith(SPILL)
            ? Optional.of(overflow.substring(SPILL.length()))
            : Optional.empty(),
        node.optionalEnum("case", Mapping.Case.class).orElse(Mapping.Case.AS_IS),
        node.optionalEnum("required", Mapping.Required.class).orElse(Mapping.Required.OPTIONAL),
        values(node),
        node.find("fallback").map(Node::plain),
        form(node),
        node.optionalText("together"),
        on.isEmpty() ? Set.of("create") : Set.copyOf(on));
  }

  private Mapping.Form form(MapNode node) throws InvalidDocumentException {
    Optional<Node> zone = node.find("zone");
    Optional<Integer> decimals = node.optionalInteger("decimals");
    Optional<Integer> zeros = node.optionalInteger("zeros");
    Optional<Integer> wrap = node.optionalInteger("wrap");
    return new Mapping.Form(
        node.optionalEnum("as", Encoding.class).orElse(Encoding.PLAIN),
        node.optionalText("format").orElse(""),
        zone.isEmpty() ? Optional.empty() : Optional.of(Template.of(zone.get(), formulas)),
        decimals.isPresent() ? OptionalInt.of(decimals.get()) : OptionalInt.empty(),
        node.optionalEnum("empty", Mapping.Empty.class).orElse(Mapping.Empty.OMIT),
        zeros.isPresent() ? OptionalInt.of(zeros.get()) : OptionalInt.empty(),
        new Characters(charset(node), allowed(node)),
        wrap.isPresent() ? OptionalInt.of(wrap.get()) : OptionalInt.empty());
  }

  private static Optional<Charset> charset(MapNode node) throws InvalidDocumentException {
    Optional<String> name = node.optionalText("charset");
    return name.map(Charset::forName);
  }

  private static Optional<Pattern> allowed(MapNode node) throws InvalidDocumentException {
    Optional<String> given = node.optionalText("allowed");
    if (given.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Pattern.compile("[" + given.get() + "]"));
    } catch (PatternSyntaxException broken) {
      throw new InvalidDocumentException(
          node.get("allowed")
              .problem(
                  "the inside of a class of a regular expression, for example A-Z0-9 _",
                  broken.getDescription()));
    }
  }

  private List<Template> lines(MapNode node) throws InvalidDocumentException {
    List<Template> lines = new ArrayList<>();
    Optional<Node> list = node.find("lines");
    if (list.isPresent()) {
      for (Node line : list.get().asList()) {
        problems.collect(() -> lines.add(Template.of(line, formulas)));
      }
    }
    return List.copyOf(lines);
  }

  private Optional<Template> tail(MapNode node) throws InvalidDocumentException {
    Optional<Node> tail = node.find("tail");
    return tail.isEmpty() ? Optional.empty() : Optional.of(Template.of(tail.get(), formulas));
  }

  private static Map<String, Object> values(MapNode node) throws InvalidDocumentException {
    Map<String, Object> values = new LinkedHashMap<>();
    Optional<MapNode> given = node.optionalMap("values");
    if (given.isPresent()) {
      given.get().entries().forEach((key, value) -> values.put(key, value.plain()));
    }
    return values;
  }
}
