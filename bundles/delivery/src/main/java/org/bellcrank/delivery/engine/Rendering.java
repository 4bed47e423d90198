package org.bellcrank.delivery.engine;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.ConnectorInstance;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.delivery.connector.Body;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.Filling;
import org.bellcrank.delivery.connector.Mapper;
import org.bellcrank.delivery.connector.OrderReading;
import org.bellcrank.delivery.connector.Overlay;
import org.bellcrank.delivery.connector.Step;
import org.bellcrank.delivery.connector.Writing;
import org.bellcrank.journal.Facts;

/** Writes a step's request from what is known. */
final class Rendering {

  private Rendering() {}

  /**
   * The request, ready to be sent.
   *
   * @param content bytes of the file that goes along; empty array for none
   * @param shown objects that the step before read as a whole, by name
   * @throws Mapper.UnmappedException when something needed is not known or does not fit
   */
  static StepRequest request(
      Connector connector,
      ConnectorInstance instance,
      Step step,
      Map<String, Object> known,
      byte[] content,
      Facts shown) {
    for (String name : step.needs()) {
      if (!known.containsKey(name)) {
        throw new UnknownNameException(step.name(), "request", name);
      }
    }
    return request(
        connector, instance, step.name(), step.route(), step.request(), known, content, shown);
  }

  /** As above, of a question that is no step. */
  static StepRequest question(
      Connector connector,
      ConnectorInstance instance,
      String name,
      OrderReading.Call call,
      Map<String, Object> known) {
    return request(
        connector, instance, name, call.route(), call.request(), known, new byte[0], Facts.empty());
  }

  private static StepRequest request(
      Connector connector,
      ConnectorInstance instance,
      String name,
      String route,
      Step.Request request,
      Map<String, Object> known,
      byte[] content,
      Facts shown) {
    String path =
        request
            .path()
            .render(known)
            .orElseThrow(
                () -> new UnknownNameException(name, "path", request.path().missing(known)));
    Writing.Written body =
        Writing.body(request.body(), filling(connector, request.body(), known, content, shown));
    Map<String, String> headers = Writing.headers(request.headers(), known);
    body.contentType().ifPresent(type -> headers.put("Content-Type", type));
    return new StepRequest(
        route,
        instance,
        request.method(),
        path,
        Writing.query(request.query(), known),
        headers,
        body.bytes(),
        connector.limits().connectTimeout(),
        instance.answerTimeout().orElse(connector.limits().answerTimeout()),
        request.body() instanceof Body.Markup markup && markup.secured());
  }

  private static Filling filling(
      Connector connector, Body body, Map<String, Object> known, byte[] content, Facts shown) {
    if (body.mapping().isEmpty()) {
      return new Filling(known, Facts.empty(), content);
    }
    Mapper mapper = new Mapper(connector.mapping());
    String on = body.mapping().get();
    if (body instanceof Body.Markup) {
      Map<String, Object> all = new LinkedHashMap<>(known);
      all.putAll(mapper.named(on, known));
      Optional<String> laid =
          body.base()
              .flatMap(base -> shown.facts(base.name()))
              .map(element -> Overlay.element(element, mapper.fields(on, known)));
      return new Filling(all, Facts.empty(), laid, content);
    }
    Facts fields = mapper.sent(on, known);
    Map<String, Object> named = new LinkedHashMap<>(known);
    named.put("mapping.names", String.join(",", fields.values().keySet()));
    return new Filling(
        named,
        body.base().map(base -> Overlay.over(under(base, shown), fields)).orElse(fields),
        content);
  }

  private static Facts under(Body.Base base, Facts shown) {
    return Overlay.only(shown.facts(base.name()).orElse(Facts.empty()), base.only());
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
