package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.Map;

/** Dynamics refuses: a status, and mostly what its log said, deep in the answer. */
final class DynamicsRefusal extends Exception {

  private final int status;
  private final boolean business;

  private DynamicsRefusal(int status, boolean business, String message) {
    super(message);
    this.status = status;
    this.business = business;
  }

  /** The protocol is broken: an address, a query, a body that cannot be read. */
  static DynamicsRefusal protocol(int status, String message) {
    return new DynamicsRefusal(status, false, message);
  }

  /** A rule of the business. */
  static DynamicsRefusal business(int status, String set, String log) {
    return new DynamicsRefusal(
        status, true, "Write failed for table row of type '%s'. Infolog: %s".formatted(set, log));
  }

  Reply reply() {
    Map<String, Object> error = new LinkedHashMap<>();
    error.put("code", "");
    error.put("message", business ? "An error has occurred." : getMessage());
    if (business) {
      error.put(
          "innererror",
          Json.of(
              "message", getMessage(),
              "type", "Microsoft.Dynamics.Platform.Integration.Services.OData",
              "stacktrace", ""));
    }
    return Reply.json(status, Json.of("error", error));
  }
}
