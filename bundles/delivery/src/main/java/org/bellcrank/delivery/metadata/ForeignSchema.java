package org.bellcrank.delivery.metadata;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;

/**
 * What metadata says: fields by structure, and the names under which structures are known.
 *
 * @param structures fields by their name, by name of the structure
 * @param aliases other names of structures, such as that of a set of entities
 * @param anyCase whether case does not count in names, as in databases
 */
public record ForeignSchema(
    Map<String, Map<String, ForeignField>> structures,
    Map<String, String> aliases,
    boolean anyCase) {

  /** A document that is one structure has it under this name as well. */
  static final String ROOT = "";

  /**
   * The fields of an entity; empty where there is no such. What stands inside a message is named
   * with it, as {@code Create/HEADER}.
   */
  public Optional<Map<String, ForeignField>> entity(String name) {
    String known = anyCase ? same(structures, name) : name;
    Map<String, ForeignField> fields = structures.get(aliases.getOrDefault(known, known));
    int slash = name.indexOf('/');
    if (fields == null && slash > 0 && entity(name.substring(0, slash)).isPresent()) {
      return find(name.substring(0, slash), name.substring(slash))
          .flatMap(ForeignField::structure)
          .map(structures::get);
    }
    return Optional.ofNullable(fields == null ? structures.get(ROOT) : fields);
  }

  /**
   * The field at a pointer below an entity. Places in lists, {@code *} and the names that only wrap
   * a list ({@code results}, {@code item}) are passed over.
   */
  public Optional<ForeignField> find(String entity, String pointer) {
    Optional<Map<String, ForeignField>> here = entity(entity);
    Optional<ForeignField> found = Optional.empty();
    for (String part : pointer.substring(1).split("/", -1)) {
      if (part.matches("\\*|\\d{1,6}") || wraps(here, part)) {
        continue;
      }
      if (here.isEmpty()) {
        return Optional.empty();
      }
      Map<String, ForeignField> fields = here.get();
      found = Optional.ofNullable(fields.get(anyCase ? same(fields, part) : part));
      here = found.flatMap(ForeignField::structure).map(structures::get);
    }
    return found;
  }

  /** All names of entities in their order, for messages. */
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>(structures.keySet());
    names.addAll(aliases.keySet());
    names.remove(ROOT);
    return List.copyOf(names);
  }

  private static boolean wraps(Optional<Map<String, ForeignField>> here, String part) {
    return (part.equals("results") || part.equals("item"))
        && here.filter(fields -> fields.containsKey(part)).isEmpty();
  }

  private static String same(Map<String, ?> among, String name) {
    return among.keySet().stream().filter(name::equalsIgnoreCase).findFirst().orElse(name);
  }
}
