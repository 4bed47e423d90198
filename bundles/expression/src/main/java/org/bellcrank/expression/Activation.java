package org.bellcrank.expression;

import dev.cel.runtime.CelVariableResolver;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The values of one evaluation; remembers which variables were asked for in vain. */
final class Activation implements CelVariableResolver {

  private final Map<String, Declarations.Variable> declared;
  private final Map<String, ?> values;
  private Set<String> missing;
  private List<String> wrong;

  Activation(Declarations declarations, Map<String, ?> values) {
    declared = declarations.variables();
    this.values = values;
  }

  @Override
  public Optional<Object> find(String name) {
    Declarations.Variable variable = declared.get(name);
    if (variable == null) {
      return known(name);
    }
    Object given = values.get(name);
    Optional<Object> value = variable.type().value(given);
    if (value.isEmpty()) {
      note(variable, given);
    }
    return value;
  }

  /** The variables asked for that have no usable value. */
  Set<String> missing() {
    return missing == null ? Set.of() : missing;
  }

  /** Why nothing could be said, from what was asked for in vain. */
  String reason() {
    List<String> parts = new ArrayList<>(wrong == null ? List.of() : wrong);
    List<String> absent = missing().stream().filter(n -> values.get(n) == null).toList();
    if (!absent.isEmpty()) {
      parts.add(String.join(" and ", absent) + (absent.size() == 1 ? " is" : " are") + " missing");
    }
    return String.join("; ", parts);
  }

  private Optional<Object> known(String name) {
    if (!name.startsWith(Declarations.KNOWN)) {
      return Optional.empty();
    }
    String asked = name.substring(Declarations.KNOWN.length());
    Declarations.Variable variable = declared.get(asked);
    return variable == null
        ? Optional.empty()
        : Optional.of(variable.type().value(values.get(asked)).isPresent());
  }

  private void note(Declarations.Variable variable, Object given) {
    if (missing == null) {
      missing = new LinkedHashSet<>();
      wrong = new ArrayList<>();
    }
    if (missing.add(variable.name()) && given != null) {
      wrong.add(variable.name() + " is " + given + ", which is not " + variable.type().words());
    }
  }
}
