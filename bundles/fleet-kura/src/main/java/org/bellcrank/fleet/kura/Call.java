package org.bellcrank.fleet.kura;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.bellcrank.journal.Facts;
import org.eclipse.kura.cloudconnection.message.KuraMessage;
import org.eclipse.kura.cloudconnection.request.RequestHandlerMessageConstants;
import org.eclipse.kura.message.KuraPayload;
import org.eclipse.kura.message.KuraRequestPayload;

/**
 * A request from the cloud.
 *
 * @param verb GET, PUT, POST, DEL or EXEC
 * @param path what is asked for, for example {@code documents/1a2b3c4d5e6f}
 * @param requester who asks, as he names himself; empty when he does not
 * @param id the request's id; empty when there is none
 * @param metrics the request's own metrics, as text
 */
record Call(
    String verb,
    String path,
    String requester,
    String id,
    Map<String, String> metrics,
    byte[] body) {

  static Call of(String verb, KuraMessage message) {
    KuraPayload payload = message.getPayload();
    Map<String, String> metrics = new TreeMap<>();
    payload
        .metrics()
        .forEach(
            (name, value) -> {
              if (value != null && !(value instanceof byte[])) {
                metrics.put(name, value.toString());
              }
            });
    String requester = metrics.remove(KuraRequestPayload.REQUESTER_CLIENT_ID);
    String id = metrics.remove(KuraRequestPayload.METRIC_REQUEST_ID);
    return new Call(
        verb,
        path(message.getProperties().get(RequestHandlerMessageConstants.ARGS_KEY.value())),
        requester == null ? "" : requester,
        id == null ? "" : id,
        metrics,
        payload.getBody() == null ? new byte[0] : payload.getBody());
  }

  private static String path(Object args) {
    if (args instanceof Collection<?> parts) {
      return String.join("/", parts.stream().map(String::valueOf).toList());
    }
    return args == null ? "" : args.toString();
  }

  List<String> parts() {
    return List.of(path.split("/"));
  }

  Optional<String> metric(String name) {
    return Optional.ofNullable(metrics.get(name)).filter(text -> !text.isBlank());
  }

  String require(String name, String allowed) throws RefusedRequestException {
    return metric(name)
        .orElseThrow(
            () ->
                RefusedRequestException.bad(
                    "metric %s: given nothing; allowed: %s".formatted(name, allowed)));
  }

  /** A truth value; false where it is not given. */
  boolean truth(String name) throws RefusedRequestException {
    String given = metric(name).orElse("false");
    if (!given.equals("true") && !given.equals("false")) {
      throw RefusedRequestException.bad(
          "metric %s: given '%s'; allowed: true, false".formatted(name, given));
    }
    return given.equals("true");
  }

  /** What the journal keeps of it: everything but the body. */
  Facts facts() {
    return Facts.with("requester", requester)
        .put("verb", verb)
        .put("resource", path)
        .put("request", id)
        .put("metrics", Facts.of(metrics))
        .put("bodyBytes", body.length)
        .build();
  }

  /** As a person writes it, for example {@code GET health}. */
  String words() {
    return verb + " " + path;
  }

  /** Who did it, for the journal of what the request changes. */
  String who() {
    return "cloud " + (requester.isEmpty() ? "unnamed" : requester);
  }
}
