package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.olingo.odata2.api.edm.EdmException;
import org.apache.olingo.odata2.api.edm.EdmLiteral;
import org.apache.olingo.odata2.api.edm.EdmTyped;
import org.apache.olingo.odata2.api.exception.ODataException;
import org.apache.olingo.odata2.api.uri.expression.BinaryExpression;
import org.apache.olingo.odata2.api.uri.expression.BinaryOperator;
import org.apache.olingo.odata2.api.uri.expression.ExpressionVisitor;
import org.apache.olingo.odata2.api.uri.expression.FilterExpression;
import org.apache.olingo.odata2.api.uri.expression.LiteralExpression;
import org.apache.olingo.odata2.api.uri.expression.MemberExpression;
import org.apache.olingo.odata2.api.uri.expression.MethodExpression;
import org.apache.olingo.odata2.api.uri.expression.MethodOperator;
import org.apache.olingo.odata2.api.uri.expression.OrderByExpression;
import org.apache.olingo.odata2.api.uri.expression.OrderExpression;
import org.apache.olingo.odata2.api.uri.expression.PropertyExpression;
import org.apache.olingo.odata2.api.uri.expression.SortOrder;
import org.apache.olingo.odata2.api.uri.expression.UnaryExpression;
import org.apache.olingo.odata2.api.uri.expression.UnaryOperator;

/** Turns a $filter that the library has parsed into a test of rows; letters count as they are. */
final class SapFilter implements ExpressionVisitor {

  /** A value that a row has. */
  private interface Term extends Function<Function<String, Comparable<?>>, Comparable<?>> {}

  private static final Term NOTHING = row -> null;

  private final Map<String, SapField> fields;
  private final List<CmmsError> refused = new ArrayList<>();

  private SapFilter(Map<String, SapField> fields) {
    this.fields = fields;
  }

  /**
   * The test of a row, which is given as the value of each of its fields.
   *
   * @throws CmmsError if a field or an operator cannot be used
   */
  static Predicate<Function<String, Comparable<?>>> of(
      FilterExpression filter, Map<String, SapField> fields) throws CmmsError, ODataException {
    SapFilter visitor = new SapFilter(fields);
    Term whole = (Term) filter.accept(visitor);
    if (!visitor.refused.isEmpty()) {
      throw visitor.refused.get(0);
    }
    return row -> Boolean.TRUE.equals(whole.apply(row));
  }

  @Override
  public Object visitFilterExpression(FilterExpression filter, String text, Object whole) {
    return whole;
  }

  @Override
  public Object visitBinary(
      BinaryExpression expression, BinaryOperator operator, Object left, Object right) {
    Term one = (Term) left;
    Term other = (Term) right;
    return switch (operator) {
      case AND -> (Term) row -> truth(one.apply(row)) && truth(other.apply(row));
      case OR -> (Term) row -> truth(one.apply(row)) || truth(other.apply(row));
      case EQ -> compare(one, other, sign -> sign == 0, true);
      case NE -> not(compare(one, other, sign -> sign == 0, true));
      case LT -> compare(one, other, sign -> sign < 0, false);
      case LE -> compare(one, other, sign -> sign <= 0, false);
      case GT -> compare(one, other, sign -> sign > 0, false);
      case GE -> compare(one, other, sign -> sign >= 0, false);
      default -> refused("operator", "", operator.toUriLiteral());
    };
  }

  @Override
  public Object visitUnary(UnaryExpression expression, UnaryOperator operator, Object operand) {
    return operator == UnaryOperator.NOT
        ? not((Term) operand)
        : refused("operator", "", operator.toUriLiteral());
  }

  @Override
  public Object visitMethod(
      MethodExpression expression, MethodOperator method, List<Object> parameters) {
    Term first = (Term) parameters.get(0);
    Term second = parameters.size() > 1 ? (Term) parameters.get(1) : NOTHING;
    return switch (method) {
      case STARTSWITH -> (Term) row -> text(first, row).startsWith(text(second, row));
      case ENDSWITH -> (Term) row -> text(first, row).endsWith(text(second, row));
      case SUBSTRINGOF -> (Term) row -> text(second, row).contains(text(first, row));
      case TOUPPER -> (Term) row -> text(first, row).toUpperCase(Locale.ROOT);
      case TOLOWER -> (Term) row -> text(first, row).toLowerCase(Locale.ROOT);
      default -> refused("operator", "", method.toUriLiteral());
    };
  }

  @Override
  public Object visitLiteral(LiteralExpression expression, EdmLiteral literal) {
    if ("Null".equals(literal.getType().toString())) {
      return NOTHING;
    }
    try {
      Comparable<?> value = SapValues.compared(literal);
      return (Term) row -> value;
    } catch (EdmException wrong) {
      return refused("odata", "", wrong.getMessage());
    }
  }

  @Override
  public Object visitProperty(PropertyExpression expression, String literal, EdmTyped type) {
    SapField field = fields.get(literal);
    return field == null || !field.filterable()
        ? refused("not-filterable", literal, literal)
        : (Term) row -> row.apply(literal);
  }

  @Override
  public Object visitMember(MemberExpression expression, Object path, Object property) {
    return refused("operator", "", expression.getUriLiteral());
  }

  @Override
  public Object visitOrderByExpression(
      OrderByExpression expression, String text, List<Object> orders) {
    throw new IllegalStateException("$orderby is not read here");
  }

  @Override
  public Object visitOrder(OrderExpression expression, Object filter, SortOrder order) {
    throw new IllegalStateException("$orderby is not read here");
  }

  private Term refused(String error, String field, String value) {
    refused.add(new CmmsError(error, field, Map.of("value", String.valueOf(value))));
    return NOTHING;
  }

  private static Term compare(Term one, Term other, Predicate<Integer> wanted, boolean ofNothing) {
    return row -> {
      Comparable<?> left = one.apply(row);
      Comparable<?> right = other.apply(row);
      return left == null || right == null
          ? ofNothing && left == right
          : wanted.test(sign(left, right));
    };
  }

  /** The library has seen to it that both are of one kind. */
  @SuppressWarnings("unchecked")
  static int sign(Comparable<?> left, Comparable<?> right) {
    return ((Comparable<Object>) left).compareTo(right);
  }

  private static Term not(Term term) {
    return row -> !truth(term.apply(row));
  }

  private static boolean truth(Object value) {
    return Boolean.TRUE.equals(value);
  }

  private static String text(Term term, Function<String, Comparable<?>> row) {
    Comparable<?> value = term.apply(row);
    return value == null ? "" : value.toString();
  }
}
