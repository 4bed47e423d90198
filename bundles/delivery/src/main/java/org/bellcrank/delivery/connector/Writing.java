package org.bellcrank.delivery.connector;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
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

  /** A body that needs neither mapping nor evidence; empty for any other. */
  public static byte[] body(Step.Body body, Map<String, Object> known) {
    String text = "";
    if (body instanceof Step.Body.Tree tree && tree(tree.root(), known) instanceof Map<?, ?> map) {
      Facts.Builder facts = Facts.builder();
      map.forEach((key, value) -> facts.put(String.valueOf(key), value));
      text = facts.build().json();
    } else if (body instanceof Step.Body.Form form) {
      text = query(form.fields(), known);
    }
    if (body instanceof Step.Body.Markup markup) {
      text =
          markup.lines().stream()
              .flatMap(line -> line.render(known, Writing::escaped).stream())
              .collect(Collectors.joining("\n"));
    }
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** As text or attribute of XML; what XML cannot hold is left out. */
  private static String escaped(String text) {
    return text.replaceAll("[\\x00-\\x08\\x0B\\x0C\\x0E-\\x1F\\uFFFE\\uFFFF]", "")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replace("'", "&apos;");
  }

  /** A tree with its templates rendered. */
  private static Object tree(Object node, Map<String, Object> known) {
    if (node instanceof Template template) {
      return template.value(known).orElse(null);
    }
    if (node instanceof Map<?, ?> map) {
      Map<String, Object> result = new LinkedHashMap<>();
      map.forEach((key, value) -> result.put(String.valueOf(key), tree(value, known)));
      return result;
    }
    if (node instanceof List<?> list) {
      List<Object> result = new ArrayList<>();
      for (Object item : list) {
        Object rendered = tree(item, known);
        if (rendered != null) {
          result.add(rendered);
        }
      }
      return result;
    }
    return node;
  }
}
