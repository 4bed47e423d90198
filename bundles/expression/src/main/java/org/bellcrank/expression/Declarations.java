package org.bellcrank.expression;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The variables an expression may name. Immutable; two with the same variables are equal.
 *
 * <p>A name has dots, as in {@code finding.confidence}. For each there is also {@code
 * known.finding.confidence}, true when the variable has a value, so that an expression can say what
 * to do without it.
 */
public final class Declarations {

  static final String KNOWN = "known.";

  private static final Pattern NAME = Pattern.compile("[a-z][A-Za-z0-9_]*(\\.[a-z][A-Za-z0-9_]*)*");

  /** Words of the expression language that no part of a name may be. */
  private static final Set<String> RESERVED =
      Set.of(
          "as",
          "break",
          "const",
          "continue",
          "else",
          "false",
          "for",
          "function",
          "if",
          "import",
          "in",
          "let",
          "loop",
          "namespace",
          "null",
          "package",
          "return",
          "true",
          "var",
          "void",
          "while");

  /**
   * One variable.
   *
   * @param name with dots
   * @param type what it holds
   * @param description a sentence for the documentation, with unit and range
   */
  public record Variable(String name, Type type, String description) {}

  private final Map<String, Variable> variables;

  private Declarations(Map<String, Variable> variables) {
    this.variables = Collections.unmodifiableMap(new LinkedHashMap<>(variables));
  }

  public static Builder builder() {
    return new Builder();
  }

  /** By name, in the order of their declaration. */
  public Map<String, Variable> variables() {
    return variables;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Declarations that && variables.equals(that.variables);
  }

  @Override
  public int hashCode() {
    return variables.hashCode();
  }

  @Override
  public String toString() {
    return variables.keySet().toString();
  }

  /** Collects variables; for one thread. */
  public static final class Builder {

    private final Map<String, Variable> variables = new LinkedHashMap<>();

    private Builder() {}

    /**
     * @throws IllegalArgumentException for a name that no expression could use or that is declared
     *     already, and for {@link Type#ANY}
     */
    public Builder variable(String name, Type type, String description) {
      if (!NAME.matcher(name).matches() || (name + '.').startsWith(KNOWN)) {
        throw new IllegalArgumentException(
            "A variable is named like finding.confidence and not known, given " + name);
      }
      for (String part : name.split("\\.")) {
        if (RESERVED.contains(part)) {
          throw new IllegalArgumentException(
              "The word " + part + " is reserved, given the variable " + name);
        }
      }
      if (type == Type.ANY) {
        throw new IllegalArgumentException("A variable needs a definite type: " + name);
      }
      if (variables.putIfAbsent(name, new Variable(name, type, description)) != null) {
        throw new IllegalArgumentException("The variable " + name + " is declared twice.");
      }
      return this;
    }

    /** All variables of another declaration. */
    public Builder all(Declarations others) {
      others.variables().values().forEach(v -> variable(v.name(), v.type(), v.description()));
      return this;
    }

    public Declarations build() {
      return new Declarations(variables);
    }
  }
}
