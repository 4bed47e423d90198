package org.bellcrank.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Mapper;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.delivery.connector.Template;
import org.bellcrank.delivery.connector.Writing;

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
    return new StepRequest(
        step.route(),
        instance,
        request.method(),
        path,
        Writing.query(request.query(), known),
        Writing.headers(request.headers(), known),
        body(connector, request.body(), known, content),
        connector.limits().connectTimeout(),
        instance.answerTimeout().orElse(connector.limits().answerTimeout()));
  }

  /** Whether a step's body reads a name. */
  static boolean reads(Step step, String name) {
    if (step.request().body() instanceof Step.Body.Markup markup) {
      return reads(markup.lines(), name);
    }
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

  private static byte[] body(
      Connector connector, Step.Body body, Map<String, Object> known, byte[] content) {
    if (body instanceof Step.Body.Raw) {
      return content;
    }
    if (body instanceof Step.Body.Mapped mapped) {
      return new Mapper(connector.mapping())
          .json(mapped.on(), known)
          .getBytes(StandardCharsets.UTF_8);
    }
    if (body instanceof Step.Body.Markup markup && markup.mapping().isPresent()) {
      Map<String, Object> all = new LinkedHashMap<>(known);
      all.putAll(new Mapper(connector.mapping()).named(markup.mapping().get(), known));
      return Writing.body(body, all);
    }
    return Writing.body(body, known);
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
