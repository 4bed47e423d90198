package org.bellcrank.delivery.connector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.bellcrank.journal.Facts;

/** Writes the parts of a request from templates; what is not known is left out. */
public final class Writing {

  private Writing() {}

  /** An encoded query or form. */
  public static String query(Map<String, Template> query, Map<String, Object> known) {
    return query.entrySet().stream()
        .flatMap(
            entry ->
                entry
                    .getValue()
                    .render(known)
                    .map(value -> encoded(entry.getKey()) + "=" + encoded(value))
                    .stream())
        .collect(Collectors.joining("&"));
  }

  /** Headers on one line each: what would end one early becomes a blank. */
  public static Map<String, String> headers(
      Map<String, Template> headers, Map<String, Object> known) {
    Map<String, String> written = new LinkedHashMap<>();
    headers.forEach(
        (name, value) ->
            value
                .render(known)
                .ifPresent(text -> written.put(name, text.replaceAll("[\\r\\n]+", " "))));
    return written;
  }

  /**
   * A body, ready to be sent.
   *
   * @param contentType media type where the body itself decides it; empty for that of the recipe
   */
  public record Written(byte[] bytes, Optional<String> contentType) {

    private static Written of(String text) {
      return new Written(text.getBytes(StandardCharsets.UTF_8), Optional.empty());
    }
  }

  /** A body with its places filled. */
  public static Written body(Body body, Filling filling) {
    Map<String, Object> known = filling.known();
    if (body instanceof Body.Raw) {
      return new Written(filling.evidence(), Optional.empty());
    }
    if (body instanceof Body.Parts parts) {
      return Multipart.of(parts, filling);
    }
    if (body instanceof Body.Mapped) {
      return Written.of(Json.written(filling.fields()));
    }
    if (body instanceof Body.Tree tree) {
      return Written.of(Json.written(tree(tree.root(), filling)));
    }
    if (body instanceof Body.Form form) {
      return Written.of(query(form.fields(), known));
    }
    if (body instanceof Body.Markup markup) {
      return Written.of(
          markup.lines().stream()
              .flatMap(line -> lines(line, known))
              .collect(Collectors.joining("\n"))
              .replace(Body.Markup.OVER, filling.laid().orElse("")));
    }
    return Written.of(body instanceof Body.Text line ? line.text().render(known).orElse("") : "");
  }

  /** A line that reads a list is written for each of its items. */
  private static Stream<String> lines(Template line, Map<String, Object> known) {
    Optional<String> list =
        line.names().stream().filter(name -> known.get(name) instanceof List).findFirst();
    if (list.isEmpty()) {
      return line.render(known, Writing::escaped).stream();
    }
    Map<String, Object> each = new LinkedHashMap<>(known);
    return ((List<?>) known.get(list.get()))
        .stream()
            .flatMap(
                item -> {
                  each.put(list.get(), item);
                  return line.render(each, Writing::escaped).stream();
                });
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** What XML cannot hold is left out. */
  static String legal(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "");
  }

  /** As text or attribute of XML; what XML cannot hold is left out. */
  static String escaped(String text) {
    return legal(text)
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  /** A tree with its templates rendered and the mapped fields in their place. */
  private static Object tree(Object node, Filling filling) {
    if (node instanceof Template template) {
      return template.value(filling.known()).orElse(null);
    }
    if (node instanceof Body.Place) {
      return filling.fields();
    }
    if (node instanceof Map<?, ?> map) {
      return object(map, filling);
    }
    if (node instanceof List<?> list) {
      return list.stream()
          .map(item -> tree(item, filling))
          .filter(Objects::nonNull)
          .collect(Collectors.toList());
    }
    return node;
  }

  private static Facts object(Map<?, ?> map, Filling filling) {
    Facts.Builder object = Facts.builder();
    map.forEach(
        (key, value) -> {
          if (!among(key, value)) {
            object.put(String.valueOf(key), tree(value, filling));
          }
        });
    boolean among = map.entrySet().stream().anyMatch(e -> among(e.getKey(), e.getValue()));
    return among ? Overlay.over(object.build(), filling.fields()) : object.build();
  }

  private static boolean among(Object key, Object value) {
    return BodyReader.AMONG.equals(key) && value == Body.Place.FIELDS;
  }
}
