package org.bellcrank.delivery.engine;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Mapper;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.delivery.connector.Template;
import org.bellcrank.journal.Facts;

/** Writes a step's request from what is known. */
final class Rendering {

  private Rendering() {}

  /**
   * The request, ready to be sent.
   *
   * @param content bytes of the file that goes along; empty array for none
   * @throws Mapper.UnmappedException when something needed is not known or does not fit
   */
  static StepRequest request(
      Connector connector,
      ConnectorInstance instance,
      Step step,
      Map<String, Object> known,
      byte[] content) {
    Step.Request request = step.request();
    String path =
        request
            .path()
            .render(known)
            .orElseThrow(
                () -> new UnknownNameException(step.name(), "path", request.path().missing(known)));
    Map<String, String> headers = new LinkedHashMap<>();
    request
        .headers()
        .forEach((n, v) -> v.render(known).ifPresent(text -> headers.put(n, oneLine(text))));
    return new StepRequest(
        step.route(),
        instance,
        request.method(),
        path,
        query(request.query(), known),
        headers,
        body(connector, request.body(), known, content),
        connector.limits().connectTimeout(),
        instance.answerTimeout().orElse(connector.limits().answerTimeout()));
  }

  /** Whether a step's body reads a name. */
  static boolean reads(Step step, String name) {
    return step.request().body() instanceof Step.Body.Tree tree && reads(tree.root(), name);
  }

  private static boolean reads(Object node, String name) {
    if (node instanceof Template template) {
      return template.names().contains(name);
    }
    if (node instanceof Map<?, ?> map) {
      return map.values().stream().anyMatch(value -> reads(value, name));
    }
    return node instanceof List<?> list && list.stream().anyMatch(item -> reads(item, name));
  }

  private static String query(Map<String, Template> query, Map<String, Object> known) {
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

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** A header cannot carry line ends; what would end it early becomes a blank. */
  private static String oneLine(String text) {
    return text.replaceAll("[\\r\\n]+", " ");
  }

  private static byte[] body(
      Connector connector, Step.Body body, Map<String, Object> known, byte[] content) {
    if (body instanceof Step.Body.Raw) {
      return content;
    }
    if (body instanceof Step.Body.Mapped mapped) {
      return new Mapper(connector.mapping())
          .body(mapped.on(), known)
          .json()
          .getBytes(StandardCharsets.UTF_8);
    }
    if (body instanceof Step.Body.Tree tree && tree(tree.root(), known) instanceof Map<?, ?> map) {
      return facts(map).json().getBytes(StandardCharsets.UTF_8);
    }
    return new byte[0];
  }

  private static Facts facts(Map<?, ?> map) {
    Facts.Builder facts = Facts.builder();
    map.forEach((key, value) -> facts.put(String.valueOf(key), value));
    return facts.build();
  }

  /** A tree with its templates rendered; what is not known is left out. */
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

  /** A request that needs a name nobody knows. */
  static final class UnknownNameException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    UnknownNameException(String step, String part, String name) {
      super(
          "The %s of step %s needs %s, which is not known. The order was not sent."
              .formatted(part, step, name));
    }
  }
}
