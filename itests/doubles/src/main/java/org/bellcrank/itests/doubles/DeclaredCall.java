package org.bellcrank.itests.doubles;

import java.util.Map;

/**
 * What a request wants of a declared system, however it says so.
 *
 * @param key of the order; empty where there is none
 * @param parameters of a search
 * @param body the request's own tree; empty for none
 * @param name of the call where the language has such names
 * @param file name of a file that stands in the path; empty where it does not
 */
record DeclaredCall(
    Act act,
    String key,
    Map<String, String> parameters,
    Map<String, Object> body,
    String name,
    String file) {

  /** The six things that a declared system can do. */
  enum Act {
    LIST(Operation.FIND),
    CREATE(Operation.CREATE),
    READ(Operation.READ),
    CHANGE(Operation.UPDATE),
    FILES(Operation.READ),
    ATTACH(Operation.ATTACH);

    private final Operation operation;

    Act(Operation operation) {
      this.operation = operation;
    }

    Operation operation() {
      return operation;
    }
  }
}
