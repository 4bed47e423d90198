package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;

/** Reads {@code hook} of {@code reading.yaml}, which the schema has let through. */
final class WebHookReader {

  private static final String BARE = "{%s}";

  private final Problems problems;

  WebHookReader(Problems problems) {
    this.problems = problems;
  }

  WebHook read(MapNode node) throws InvalidDocumentException {
    new PathCheck(Content.Format.JSON, problems).single(node, "order");
    MapNode signature = node.map("signature");
    Map<String, String> headers = new LinkedHashMap<>();
    Optional<MapNode> given = signature.optionalMap("headers");
    if (given.isPresent()) {
      for (String name : given.get().keys()) {
        headers.put(name, given.get().text(name));
      }
    }
    Optional<Duration> tolerance = signature.optionalDuration("tolerance");
    WebHook hook =
        new WebHook(
            node.optionalText("order"),
            signature.text("header"),
            signature.optionalText("form").orElse(BARE.formatted(WebHook.SIGNATURE)),
            signature.optionalEnum("encoding", WebHook.Encoding.class).orElse(WebHook.Encoding.HEX),
            signature.optionalText("over").orElse(BARE.formatted(WebHook.BODY)),
            signature.optionalEnum("key", WebHook.Key.class).orElse(WebHook.Key.RAW),
            headers,
            tolerance);
    check(signature, hook);
    return hook;
  }

  private void check(MapNode node, WebHook hook) throws InvalidDocumentException {
    List<String> shown = new ArrayList<>();
    WebHook.names(hook.form()).forEach(shown::add);
    if (shown.stream().filter(WebHook.SIGNATURE::equals).count() != 1
        || shown.stream().distinct().count() != shown.size()) {
      problems.add(
          node.get("form")
              .problem(
                  "{signature} once, and further values once each",
                  "the signature cannot be told from it"));
    }
    List<String> known = new ArrayList<>(List.of(WebHook.BODY, WebHook.URI));
    shown.stream().filter(name -> !name.equals(WebHook.SIGNATURE)).forEach(known::add);
    known.addAll(hook.headers().keySet());
    List<String> signed = new ArrayList<>();
    WebHook.names(hook.over()).forEach(signed::add);
    for (String name : signed) {
      if (!known.contains(name)) {
        problems.add(
            node.get("over")
                .problem(
                    String.join(", ", known), "no value of the name " + name + " comes along"));
      }
    }
    if (signed.isEmpty()) {
      problems.add(
          node.get("over")
              .problem(String.join(", ", known), "the same signature would fit every call"));
    }
    if (hook.tolerance().isPresent() && !signed.contains(WebHook.TIMESTAMP)) {
      problems.add(
          node.get("tolerance")
              .problem(
                  "a tolerance where {timestamp} is signed",
                  "a time that is not signed proves nothing"));
    }
  }
}
