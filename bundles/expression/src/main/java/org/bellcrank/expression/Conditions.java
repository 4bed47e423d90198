package org.bellcrank.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr;
import dev.cel.parser.CelUnparser;
import dev.cel.parser.CelUnparserFactory;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The elementary conditions of an expression, compiled when somebody first asks why. */
final class Conditions {

  private static final Map<String, String> OPERATORS =
      Map.of(
          "_==_", "==", "_!=_", "!=", "_<_", "<", "_<=_", "<=", "_>_", ">", "_>=_", ">=", "@in",
          "in");

  private static final Set<String> JOINTS = Set.of("_&&_", "_||_", "!_");

  /** A condition whose sides can be evaluated by themselves. */
  private record Leaf(
      String text, Expression whole, Expression left, String operator, Expression right) {}

  private final CelAbstractSyntaxTree tree;
  private final Set<String> variables;
  private final Function<String, Expression> compiler;
  private volatile List<Leaf> leaves;

  /**
   * @param compiler compiles a part of the expression to whatever it yields
   */
  Conditions(
      CelAbstractSyntaxTree tree, Set<String> variables, Function<String, Expression> compiler) {
    this.tree = tree;
    this.variables = variables;
    this.compiler = compiler;
  }

  Set<String> variables() {
    return variables;
  }

  List<Comparison> explain(Map<String, ?> values) {
    List<Leaf> all = leaves;
    if (all == null) {
      Set<Leaf> found = new LinkedHashSet<>();
      collect(tree.getExpr(), found);
      all = List.copyOf(found);
      leaves = all;
    }
    return all.stream().map(leaf -> comparison(leaf, values)).toList();
  }

  private void collect(CelExpr part, Set<Leaf> found) {
    if (part.getKind() == CelExpr.ExprKind.Kind.CALL && JOINTS.contains(part.call().function())) {
      arguments(part).forEach(side -> collect(side, found));
      return;
    }
    String text = text(part);
    Expression whole = compiler.apply(text);
    if (part.getKind() == CelExpr.ExprKind.Kind.CALL
        && OPERATORS.containsKey(part.call().function())) {
      List<CelExpr> sides = arguments(part);
      String operator = OPERATORS.get(part.call().function());
      found.add(
          new Leaf(
              text,
              whole,
              compiler.apply(text(sides.get(0))),
              operator,
              compiler.apply(text(sides.get(1)))));
    } else {
      found.add(new Leaf(text, whole, whole, "", whole));
    }
  }

  private static Comparison comparison(Leaf leaf, Map<String, ?> values) {
    Outcome held = leaf.whole().evaluate(values);
    boolean compares = !leaf.operator().isEmpty();
    return new Comparison(
        leaf.text(),
        leaf.left().text(),
        value(compares ? leaf.left().evaluate(values) : held),
        leaf.operator(),
        compares ? leaf.right().text() : "",
        compares ? value(leaf.right().evaluate(values)) : Optional.empty(),
        Verdict.of(held).answer());
  }

  private static Optional<Object> value(Outcome outcome) {
    return outcome instanceof Outcome.Value value ? Optional.of(value.value()) : Optional.empty();
  }

  private String text(CelExpr part) {
    CelUnparser unparser = CelUnparserFactory.newUnparser();
    return unparser.unparse(CelAbstractSyntaxTree.newParsedAst(part, tree.getSource()));
  }

  /** Through the interface, whose signature is plain Java: the class's own names a Guava type. */
  private static List<CelExpr> arguments(CelExpr call) {
    dev.cel.common.ast.Expression.Call<CelExpr> plain = call.call();
    return new ArrayList<>(plain.args());
  }
}
