package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Values in trees of maps, by JSON pointers without numbers. */
final class Places {

  private Places() {}

  /** The value there; null where there is none. */
  static Object get(Object tree, String pointer) {
    Object here = tree;
    for (String name : names(pointer)) {
      here = here instanceof Map<?, ?> map ? map.get(name) : null;
    }
    return here;
  }

  /** The map there; an empty one where there is none. */
  static Map<String, Object> map(Object tree, String pointer) {
    return get(tree, pointer) instanceof Map<?, ?> map ? Json.object(map) : new LinkedHashMap<>();
  }

  /** Puts a value in, with the maps around it; at the root its entries. */
  static void put(Map<String, Object> tree, String pointer, Object value) {
    List<String> names = names(pointer);
    if (names.isEmpty()) {
      tree.putAll(Json.object((Map<?, ?>) value));
      return;
    }
    Map<String, Object> here = tree;
    for (String name : names.subList(0, names.size() - 1)) {
      Map<String, Object> next = map(here, "/" + name);
      here.put(name, next);
      here = next;
    }
    here.put(names.get(names.size() - 1), value);
  }

  /** Pointers of everything that is no map, with its value; nothing of what is null. */
  static Map<String, Object> leaves(Map<String, Object> tree) {
    Map<String, Object> leaves = new LinkedHashMap<>();
    collect("", tree, leaves);
    return leaves;
  }

  private static void collect(String at, Object value, Map<String, Object> leaves) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((name, below) -> collect(at + "/" + name, below, leaves));
    } else if (value != null) {
      leaves.put(at, value);
    }
  }

  /** The last name of a pointer. */
  static String last(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private static List<String> names(String pointer) {
    List<String> names = new ArrayList<>(List.of(pointer.split("/")));
    names.removeIf(String::isEmpty);
    return names;
  }
}
