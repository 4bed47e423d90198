package org.bellcrank.itests.doubles;

/** The CMMS refuses: a status and, mostly, words that say why. */
final class AtlasRefusal extends Exception {

  private final int status;

  AtlasRefusal(int status, String message) {
    super(message);
    this.status = status;
  }

  /** A text that is no value of its field: answered like a fault of the server's own. */
  static AtlasRefusal unreadable(String type, Object given, String why) {
    return new AtlasRefusal(
        500,
        "JSON parse error: Cannot deserialize value of type `%s` from \"%s\": %s"
            .formatted(type, given, why));
  }

  /** A reference to nothing, which only the database notices. */
  static AtlasRefusal constraint(String name) {
    return new AtlasRefusal(
        500, "could not execute statement; SQL [n/a]; constraint [%s]".formatted(name));
  }

  Reply reply() {
    return Reply.json(status, Json.of("success", false, "message", getMessage()));
  }
}
