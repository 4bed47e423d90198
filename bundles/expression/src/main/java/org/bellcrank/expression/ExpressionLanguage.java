package org.bellcrank.expression;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.CelValidationResult;
import dev.cel.compiler.CelCompiler;
import dev.cel.compiler.CelCompilerBuilder;
import dev.cel.compiler.CelCompilerFactory;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import dev.cel.runtime.CelRuntimeBuilder;
import dev.cel.runtime.CelRuntimeFactory;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.expression.InvalidExpressionException.Mistake;
import org.osgi.service.component.annotations.Component;

/**
 * The Common Expression Language with typed variables and functions of ours. Safe for any thread.
 *
 * <p>Expressions cannot loop without end, reach outside or change anything: they are at most 10 000
 * characters long and take at most 1000 steps through lists. Compiling takes some milliseconds and
 * is remembered for the last 2000 texts; evaluating takes microseconds.
 */
@Component(service = ExpressionLanguage.class)
public final class ExpressionLanguage {

  private static final int LONGEST_TEXT = 10_000;
  private static final int MOST_STEPS = 1000;
  private static final int EXPRESSIONS_KEPT = 2000;
  private static final int COMPILERS_KEPT = 64;

  private static final CelOptions OPTIONS =
      CelOptions.current()
          .enableHeterogeneousNumericComparisons(true)
          .comprehensionMaxIterations(MOST_STEPS)
          .maxExpressionCodePointSize(LONGEST_TEXT)
          .populateMacroCalls(true)
          .build();

  private static final Pattern NAME =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*(\\.[A-Za-z_][A-Za-z0-9_]*)*");

  private record Key(String text, Declarations declarations, Type result) {}

  private final CelRuntime runtime = runtime();
  private final Recent<Declarations, CelCompiler> compilers = new Recent<>(COMPILERS_KEPT);
  private final Recent<Key, Expression> expressions = new Recent<>(EXPRESSIONS_KEPT);

  /** Our own functions, for documentation and help; the language's own are not among them. */
  public static List<FunctionDoc> functions() {
    return Functions.ALL.stream().map(Functions.Function::doc).toList();
  }

  /**
   * Compiles a text.
   *
   * @param result what it has to yield; a whole number is also a number
   * @throws InvalidExpressionException with every mistake and its place
   */
  public Expression compile(String text, Declarations declarations, Type result)
      throws InvalidExpressionException {
    Key key = new Key(text, declarations, result);
    Expression known = expressions.get(key);
    if (known != null) {
      return known;
    }
    Expression compiled = compiled(text, declarations, result);
    expressions.put(key, compiled);
    return compiled;
  }

  private Expression compiled(String text, Declarations declarations, Type result)
      throws InvalidExpressionException {
    if (text.length() > LONGEST_TEXT) {
      String message = "given " + text.length() + " characters, allowed " + LONGEST_TEXT;
      throw new InvalidExpressionException(
          text.substring(0, 60) + "…", List.of(new Mistake(1, 1, message)));
    }
    CelAbstractSyntaxTree tree = tree(text, declarations);
    if (!CelTypes.yields(tree.getResultType(), result)) {
      String message =
          "the expression yields "
              + CelTypes.words(tree.getResultType().name())
              + ", asked for is "
              + result.words();
      throw new InvalidExpressionException(text, List.of(new Mistake(1, 1, message)));
    }
    try {
      Conditions conditions =
          new Conditions(tree, named(text, declarations), part -> part(part, declarations));
      return new Expression(text, declarations, result, runtime.createProgram(tree), conditions);
    } catch (CelEvaluationException refused) {
      throw new InvalidExpressionException(text, List.of(new Mistake(1, 1, refused.getMessage())));
    }
  }

  private CelAbstractSyntaxTree tree(String text, Declarations declarations)
      throws InvalidExpressionException {
    CelCompiler compiler = compilers.get(declarations);
    if (compiler == null) {
      compiler = compiler(declarations);
      compilers.put(declarations, compiler);
    }
    CelValidationResult checked = compiler.compile(text);
    try {
      return checked.getAst();
    } catch (CelValidationException refused) {
      throw new InvalidExpressionException(
          text, new Mistakes(text, declarations).of(checked.getErrorString()));
    }
  }

  /** A part of an expression that compiled compiles as well. */
  private Expression part(String text, Declarations declarations) {
    try {
      return compile(text, declarations, Type.ANY);
    } catch (InvalidExpressionException impossible) {
      throw new IllegalStateException("A part of a valid expression is invalid.", impossible);
    }
  }

  private static Set<String> named(String text, Declarations declarations) {
    Set<String> names = new LinkedHashSet<>();
    Matcher matcher = NAME.matcher(text.replaceAll("'[^'\\n]*'|\"[^\"\\n]*\"", "''"));
    while (matcher.find()) {
      String name = matcher.group();
      if (name.startsWith(Declarations.KNOWN)) {
        name = name.substring(Declarations.KNOWN.length());
      }
      while (!declarations.variables().containsKey(name) && name.contains(".")) {
        name = name.substring(0, name.lastIndexOf('.'));
      }
      if (declarations.variables().containsKey(name)) {
        names.add(name);
      }
    }
    return Set.copyOf(names);
  }

  private static CelCompiler compiler(Declarations declarations) {
    CelCompilerBuilder builder =
        CelCompilerFactory.standardCelCompilerBuilder()
            .setOptions(OPTIONS)
            .setStandardMacros(
                CelStandardMacro.HAS,
                CelStandardMacro.ALL,
                CelStandardMacro.EXISTS,
                CelStandardMacro.EXISTS_ONE,
                CelStandardMacro.MAP,
                CelStandardMacro.FILTER);
    for (Declarations.Variable variable : declarations.variables().values()) {
      builder.addVar(variable.name(), CelTypes.of(variable.type()));
      builder.addVar(Declarations.KNOWN + variable.name(), CelTypes.of(Type.BOOLEAN));
    }
    for (Functions.Function function : Functions.ALL) {
      builder.addFunctionDeclarations(function.declaration());
    }
    return builder.build();
  }

  private static CelRuntime runtime() {
    CelRuntimeBuilder builder = CelRuntimeFactory.standardCelRuntimeBuilder().setOptions(OPTIONS);
    for (Functions.Function function : Functions.ALL) {
      builder.addFunctionBindings(function.binding());
    }
    return builder.build();
  }
}
