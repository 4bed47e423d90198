package org.bellcrank.itests.doubles;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The status words of an object structure: what stands behind them and where each may go. */
final class MaximoStatuses {

  private final Map<String, List<String>> transitions;
  private final Map<String, String> internal = new LinkedHashMap<>();
  private final List<String> synonyms;

  MaximoStatuses(MaximoStructure structure, Settings settings) {
    String table = structure.table("status");
    transitions = Settings.transitions(table);
    Facts.table(table).forEach(row -> internal.put(row.get("status"), row.get("internal")));
    synonyms = settings.list(structure.setting("status.synonyms"));
  }

  Set<String> all() {
    return transitions.keySet();
  }

  boolean leads(String from, String to) {
    return transitions.get(from).contains(to);
  }

  String internal(String status) {
    return internal.get(status);
  }

  /** What people there see: the plant's own word where it has one. */
  String shown(String status) {
    return synonyms.stream()
        .filter(each -> each.startsWith(status + ":"))
        .map(each -> each.substring(status.length() + 1))
        .findFirst()
        .orElse(status);
  }
}
