package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows of child tables: matched by their key, numbered where the sender gave none. */
final class MaximoChildren {

  private final Map<String, String> keys;

  /**
   * @param keys the key column of each child table
   */
  MaximoChildren(Map<String, String> keys) {
    this.keys = keys;
  }

  /** With patchtype MERGE rows are matched by their key or added; none is taken out. */
  List<Object> merged(String child, Object stored, List<?> given) {
    String key = keys.get(child);
    List<Object> rows = new ArrayList<>(stored instanceof List<?> list ? list : List.of());
    for (Object row : given) {
      int at = row instanceof Map<?, ?> map ? position(rows, key, map.get(key)) : -1;
      if (at < 0) {
        rows.add(row);
      } else {
        Map<String, Object> both = Json.object((Map<?, ?>) rows.get(at));
        both.putAll(Json.object((Map<?, ?>) row));
        rows.set(at, both);
      }
    }
    return rows;
  }

  /** Gives each row without a key its place as key. */
  void number(Map<String, Object> order) {
    keys.forEach(
        (child, key) ->
            order.computeIfPresent(
                child, (same, rows) -> rows instanceof List<?> list ? numbered(list, key) : rows));
  }

  private static int position(List<Object> rows, String key, Object wanted) {
    for (int i = 0; i < rows.size(); i++) {
      if (wanted != null
          && rows.get(i) instanceof Map<?, ?> map
          && wanted.toString().equals(String.valueOf(map.get(key)))) {
        return i;
      }
    }
    return -1;
  }

  private static List<Object> numbered(List<?> rows, String key) {
    List<Object> numbered = new ArrayList<>();
    for (Object row : rows) {
      Map<String, Object> copy =
          row instanceof Map<?, ?> map ? Json.object(map) : Json.of("value", row);
      copy.putIfAbsent(key, numbered.size() + 1);
      numbered.add(copy);
    }
    return numbered;
  }
}
