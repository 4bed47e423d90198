package org.bellcrank.delivery.camel;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.delivery.ConnectorInstance;

/** Values by the names that logins, signatures and what calls carry read. */
final class LoginNames {

  static final String USER = "credential.user";
  static final String PASSWORD = "credential.password";

  private LoginNames() {}

  /** Of an instance. */
  static Map<String, Object> instance(ConnectorInstance instance) {
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("instance.id", instance.id());
    known.put("instance.address", instance.address().toString());
    instance.context().forEach((name, value) -> known.put("instance." + name, value));
    return known;
  }

  /** Of a credential; one without a colon has no user. */
  static Map<String, Object> credential(String secret) {
    int colon = secret.indexOf(':');
    Map<String, Object> known = new LinkedHashMap<>();
    known.put("credential.secret", secret);
    known.put(USER, colon < 0 ? "" : secret.substring(0, colon));
    known.put(PASSWORD, secret.substring(colon + 1));
    return known;
  }

  /** Those of some values that nobody but the CMMS may see: all but the name of the user. */
  static List<String> secrets(Map<String, Object> proof) {
    return proof.entrySet().stream()
        .filter(entry -> !entry.getKey().equals(USER))
        .map(entry -> String.valueOf(entry.getValue()))
        .toList();
  }
}
