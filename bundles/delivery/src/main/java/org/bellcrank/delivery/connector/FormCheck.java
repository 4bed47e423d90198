package org.bellcrank.delivery.connector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bellcrank.document.Problem;

/** Holds what a mapping says about the form of its fields against itself. */
final class FormCheck {

  private final Mapping mapping;
  private final Problems problems;

  FormCheck(Mapping mapping, Problems problems) {
    this.mapping = mapping;
    this.problems = problems;
  }

  void run() {
    Set<String> seen = new HashSet<>();
    for (Mapping.Field field : mapping.fields()) {
      for (String on : field.on()) {
        if (!seen.add(on + field.to())) {
          add(field, field.to(), "each field once", "filled twice on " + on);
        }
      }
      encoding(field);
      text(field);
      repeats(field);
      nests(field);
    }
    together();
  }

  private void encoding(Mapping.Field field) {
    Mapping.Form form = field.form();
    Set<Encoding> allowed = Encoding.of(field.type());
    if (!allowed.contains(form.encoding())) {
      add(
          field,
          "as " + form.encoding().word(),
          allowed.stream().map(Encoding::word).sorted().collect(Collectors.joining(", ")),
          "a field of type %s is not written so".formatted(word(field.type())));
    }
    boolean time = field.type() == Mapping.Type.INSTANT || field.type() == Mapping.Type.TEXT;
    if (!form.pattern().isEmpty() && (!time || form.encoding() != Encoding.PLAIN)) {
      add(field, "format", "as or format, of an instant", "both say how a time is written");
    }
    pattern(field);
    if (form.zone().isPresent() && !time) {
      add(field, "zone", "of an instant", "only a time is written in the time of a zone");
    }
    if (form.decimals().isPresent() && form.encoding() != Encoding.DECIMAL_TEXT) {
      add(field, "decimals", "with as decimal-text", "a number is written as it is");
    }
  }

  private void pattern(Mapping.Field field) {
    String given = field.form().pattern();
    try {
      Values.instant(Instant.EPOCH, given, ZoneOffset.UTC);
    } catch (IllegalArgumentException | DateTimeException broken) {
      add(
          field,
          "format " + given,
          "a pattern such as yyyy-MM-dd'T'HH:mm:ss",
          "no time can be written so: " + broken.getMessage());
    }
  }

  /** A place that holds a value cannot hold others as well, and a list has no names. */
  private void nests(Mapping.Field field) {
    List<String> own = Json.parts(field.to());
    for (Mapping.Field other : mapping.fields()) {
      List<String> parts = Json.parts(other.to());
      int same = 0;
      while (same < Math.min(own.size(), parts.size()) && own.get(same).equals(parts.get(same))) {
        same++;
      }
      boolean inside = same == parts.size() && own.size() > parts.size();
      boolean mixed =
          same < parts.size()
              && same < own.size()
              && isPlace(own.get(same))
              && !isPlace(parts.get(same));
      if ((inside || mixed) && !Collections.disjoint(field.on(), other.on())) {
        add(field, field.to(), "a place beside " + other.to(), "both cannot stand in one body");
      }
    }
  }

  private static boolean isPlace(String part) {
    return part.matches("\\d{1,6}|\\*");
  }

  private void text(Mapping.Field field) {
    Mapping.Form form = field.form();
    boolean plain =
        form.zeros().isEmpty()
            && form.characters().charset().isEmpty()
            && form.characters().allowed().isEmpty();
    if (field.type() != Mapping.Type.TEXT && (!plain || form.wrap().isPresent())) {
      add(field, "zeros, charset, allowed or wrap", "of type text", "only a text has letters");
    }
    if (form.zeros().isPresent()
        && field.max().isPresent()
        && form.zeros().getAsInt() > field.max().getAsInt()) {
      add(
          field,
          "zeros " + form.zeros().getAsInt(),
          "at most max " + field.max().getAsInt(),
          "the zeros make it longer than the field");
    }
  }

  private void repeats(Mapping.Field field) {
    long stars = Json.parts(field.to()).stream().filter(Mapping.EACH::equals).count();
    if (stars > 1 || field.to().endsWith("/" + Mapping.EACH)) {
      add(field, field.to(), "one * with a name behind it", "* stands for each item of a list");
    }
    if (field.each() == Step.Each.PARTS && !field.repeats()) {
      add(field, "each parts", "with * in to", "nothing says where the list stands");
    }
    if (field.each() == Step.Each.PARTS && field.updates()) {
      add(
          field,
          "on " + field.on(),
          "bodies that make something new",
          "each line would come again");
    }
    if (field.repeats() && field.overflow() == Mapping.Overflow.SPILL) {
      add(field, "overflow spill", "cut or refuse", "a field of each item has nowhere to spill to");
    }
  }

  /** Pairs such as a code and its group: what one knows, the other has to know. */
  private void together() {
    Map<String, List<Mapping.Field>> groups =
        mapping.fields().stream()
            .filter(field -> field.together().isPresent())
            .collect(
                Collectors.groupingBy(
                    field -> field.together().get(), LinkedHashMap::new, Collectors.toList()));
    groups.forEach(this::together);
  }

  private void together(String name, List<Mapping.Field> fields) {
    Mapping.Field first = fields.get(0);
    if (fields.size() == 1) {
      add(first, "together " + name, "two fields or more", "no other field is sent with it");
    }
    Optional<Mapping.Field> translated =
        fields.stream().filter(field -> !field.values().isEmpty()).findFirst();
    for (Mapping.Field field : fields) {
      if (!field.on().equals(first.on())) {
        add(field, "on " + field.on(), "on " + first.on(), "sent together, so on the same bodies");
      }
      Set<String> keys = new TreeSet<>(field.values().keySet());
      Set<String> other = new TreeSet<>(translated.map(t -> t.values().keySet()).orElse(Set.of()));
      if (!keys.isEmpty() && !keys.equals(other)) {
        add(
            field,
            "values for " + keys,
            "values for " + other,
            "sent together with " + translated.get().to() + ", so both translate the same");
      }
    }
  }

  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT);
  }

  private void add(Mapping.Field field, String given, String allowed, String message) {
    problems.add(new Problem(field.where(), field.to(), given, allowed, message));
  }
}
