package org.bellcrank.expression;

import dev.cel.common.values.NullValue;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelUnknownSet;
import dev.cel.runtime.Program;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A compiled expression. Immutable; may be evaluated by any number of threads at a time. */
public final class Expression {

  private final String text;
  private final Declarations declarations;
  private final Type type;
  private final Program program;
  private final Conditions conditions;

  Expression(
      String text, Declarations declarations, Type type, Program program, Conditions conditions) {
    this.text = text;
    this.declarations = declarations;
    this.type = type;
    this.program = program;
    this.conditions = conditions;
  }

  /** As given. */
  public String text() {
    return text;
  }

  /** What it yields. */
  public Type type() {
    return type;
  }

  /** The declared variables it names, also as {@code known.…}. */
  public Set<String> variables() {
    return conditions.variables();
  }

  /**
   * Evaluates with values by variable name. A missing value (absent, null, not a number, of another
   * type than declared) makes the outcome undecidable, unless it does not matter: {@code a || b} is
   * true when {@code a} is, whatever {@code b}.
   *
   * @param values may hold more than the declared variables
   */
  public Outcome evaluate(Map<String, ?> values) {
    Activation activation = new Activation(declarations, values);
    Object raw;
    try {
      raw = program.eval(activation);
    } catch (CelEvaluationException failed) {
      return new Outcome.Undecidable(reason(failed), activation.missing());
    }
    if (raw instanceof CelUnknownSet) {
      return new Outcome.Undecidable(activation.reason(), activation.missing());
    }
    if (raw instanceof NullValue) {
      return new Outcome.Undecidable("the expression yields nothing", Set.of());
    }
    Optional<Object> value = type.value(raw);
    if (value.isEmpty()) {
      return new Outcome.Undecidable(
          "the expression yields " + raw + ", which is not " + type.words(), Set.of());
    }
    return new Outcome.Value(value.get());
  }

  /**
   * Evaluates a condition.
   *
   * @throws IllegalStateException when the expression is no condition, that is not of {@link
   *     Type#BOOLEAN}
   */
  public Verdict test(Map<String, ?> values) {
    if (type != Type.BOOLEAN) {
      throw new IllegalStateException(
          "This is no condition but yields " + type.words() + ": " + text);
    }
    return Verdict.of(evaluate(values));
  }

  /**
   * The elementary conditions between {@code &&}, {@code ||} and {@code !} with the values on their
   * sides, in the order of the text. The first call for an expression compiles its parts and takes
   * some milliseconds.
   */
  public List<Comparison> explain(Map<String, ?> values) {
    return conditions.explain(values);
  }

  @Override
  public String toString() {
    return text;
  }

  private static String reason(CelEvaluationException failed) {
    return failed.getMessage().replaceFirst("^evaluation error at <input>:\\d+: ", "");
  }
}
