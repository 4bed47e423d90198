package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/** Lays the mapped fields over what a step read as a whole. */
public final class Overlay {

  private static final String EACH = "*";

  private Overlay() {}

  /** One object over another: objects inside both are joined, everything else is replaced. */
  public static Facts over(Facts base, Facts top) {
    Facts.Builder joined = base.toBuilder();
    top.values()
        .forEach(
            (name, value) ->
                joined.put(
                    name,
                    value instanceof Facts upper && base.values().get(name) instanceof Facts lower
                        ? over(lower, upper)
                        : value));
    return joined.build();
  }

  /**
   * An element of XML with other fields in it.
   *
   * @param element as an answer in XML shows an object
   * @param fields by JSON pointer, whose parts are the names of elements below it
   */
  public static String element(Facts element, Map<String, Object> fields) {
    return XmlOverlay.over(element.requireText(Xml.TEXT), fields);
  }

  /**
   * What of an object stands at some pointers, in its own order and nesting.
   *
   * @param pointers JSON pointers, {@code *} for each item of a list; one at which nothing stands
   *     gives nothing; an empty list gives the whole object
   */
  public static Facts only(Facts whole, List<String> pointers) {
    return pointers.isEmpty()
        ? whole
        : (Facts) picked(whole, pointers.stream().map(Json::parts).toList()).orElse(Facts.empty());
  }

  private static Optional<Object> picked(Object value, List<List<String>> paths) {
    if (paths.stream().anyMatch(List::isEmpty)) {
      return Optional.of(value);
    }
    if (value instanceof Facts facts) {
      Facts.Builder kept = Facts.builder();
      for (Map.Entry<String, Object> entry : facts.values().entrySet()) {
        List<List<String>> below = below(paths, entry.getKey());
        if (!below.isEmpty()) {
          kept.put(entry.getKey(), picked(entry.getValue(), below));
        }
      }
      Facts built = kept.build();
      return built.values().isEmpty() ? Optional.empty() : Optional.of(built);
    }
    List<List<String>> below = below(paths, EACH);
    return value instanceof List<?> list && !below.isEmpty()
        ? Optional.of(
            list.stream()
                .map(item -> picked(item, below).orElse(null))
                .filter(Objects::nonNull)
                .toList())
        : Optional.empty();
  }

  private static List<List<String>> below(List<List<String>> paths, String name) {
    return paths.stream()
        .filter(path -> path.get(0).equals(name))
        .map(path -> path.subList(1, path.size()))
        .toList();
  }
}
