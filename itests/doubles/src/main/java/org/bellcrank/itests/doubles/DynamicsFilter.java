package org.bellcrank.itests.doubles;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.apache.olingo.commons.api.edm.EdmEnumType;
import org.apache.olingo.commons.api.edm.EdmType;
import org.apache.olingo.server.api.ODataApplicationException;
import org.apache.olingo.server.api.uri.UriResource;
import org.apache.olingo.server.api.uri.queryoption.expression.BinaryOperatorKind;
import org.apache.olingo.server.api.uri.queryoption.expression.Expression;
import org.apache.olingo.server.api.uri.queryoption.expression.ExpressionVisitor;
import org.apache.olingo.server.api.uri.queryoption.expression.Literal;
import org.apache.olingo.server.api.uri.queryoption.expression.Member;
import org.apache.olingo.server.api.uri.queryoption.expression.MethodKind;
import org.apache.olingo.server.api.uri.queryoption.expression.UnaryOperatorKind;

/**
 * A condition over one row. Part of a text is found by = with stars, as the vendor documents it;
 * the functions of the protocol for that are refused, as people found out.
 */
final class DynamicsFilter implements ExpressionVisitor<Object> {

  private static final Pattern STAR = Pattern.compile("\\*");

  /** A text of the condition, which may hold stars; a text of the row has none. */
  private record Wanted(String text) {}

  private final Map<String, Object> row;

  DynamicsFilter(Map<String, Object> row) {
    this.row = row;
  }

  boolean holds(Expression condition) throws DynamicsRefusal {
    try {
      return Boolean.TRUE.equals(condition.accept(this));
    } catch (org.apache.olingo.commons.api.ex.ODataException unreadable) {
      throw DynamicsRefusal.protocol(400, unreadable.getMessage());
    }
  }

  @Override
  public Object visitBinaryOperator(BinaryOperatorKind operator, Object left, Object right)
      throws ODataApplicationException {
    return switch (operator) {
      case AND -> Boolean.TRUE.equals(left) && Boolean.TRUE.equals(right);
      case OR -> Boolean.TRUE.equals(left) || Boolean.TRUE.equals(right);
      case EQ -> equal(left, right);
      case NE -> !equal(left, right);
      case GT -> compared(left, right) > 0;
      case GE -> compared(left, right) >= 0;
      case LT -> compared(left, right) < 0;
      case LE -> compared(left, right) <= 0;
      default -> throw unknown(operator.toString());
    };
  }

  private static boolean equal(Object left, Object right) {
    if (right instanceof Wanted wanted && left instanceof String text) {
      return like(wanted.text()).matcher(text).matches();
    }
    return left instanceof Number && right instanceof Number
        ? compared(left, right) == 0
        : Objects.equals(left, right);
  }

  /** Case does not count, and a star stands for anything. */
  private static Pattern like(String wanted) {
    StringBuilder pattern = new StringBuilder();
    for (String part : STAR.split(wanted, -1)) {
      pattern.append(pattern.isEmpty() ? "" : ".*").append(Pattern.quote(part));
    }
    return Pattern.compile(
        pattern.toString(), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);
  }

  private static int compared(Object left, Object right) {
    if (left instanceof Number && right instanceof Number) {
      return new BigDecimal(left.toString()).compareTo(new BigDecimal(right.toString()));
    }
    if (left instanceof Instant one && right instanceof Instant other) {
      return one.compareTo(other);
    }
    String other = right instanceof Wanted wanted ? wanted.text() : String.valueOf(right);
    return left == null ? -1 : left.toString().compareTo(other);
  }

  @Override
  public Object visitLiteral(Literal literal) throws ODataApplicationException {
    String text = literal.getText();
    if ("null".equals(text)) {
      return null;
    }
    if (text.startsWith("'")) {
      return new Wanted(text.substring(1, text.length() - 1).replace("''", "'"));
    }
    return text.contains("T") ? (Object) Instant.parse(text) : new BigDecimal(text);
  }

  @Override
  public Object visitMember(Member member) {
    List<UriResource> parts = member.getResourcePath().getUriResourceParts();
    String name = parts.get(0).getSegmentValue();
    Object value = row.get(name);
    return value instanceof String text && text.matches("\\d{4}-\\d\\d-\\d\\dT.*Z")
        ? Instant.parse(text)
        : value;
  }

  @Override
  public Object visitMethodCall(MethodKind method, List<Object> given)
      throws ODataApplicationException {
    throw unknown(method.toString());
  }

  @Override
  public Object visitUnaryOperator(UnaryOperatorKind operator, Object given)
      throws ODataApplicationException {
    throw unknown(operator.toString());
  }

  @Override
  public Object visitLambdaExpression(String function, String variable, Expression expression)
      throws ODataApplicationException {
    throw unknown(function);
  }

  @Override
  public Object visitAlias(String name) throws ODataApplicationException {
    throw unknown(name);
  }

  @Override
  public Object visitTypeLiteral(EdmType type) throws ODataApplicationException {
    throw unknown(type.getName());
  }

  @Override
  public Object visitLambdaReference(String name) throws ODataApplicationException {
    throw unknown(name);
  }

  @Override
  public Object visitEnum(EdmEnumType type, List<String> values) {
    return values.get(0);
  }

  @Override
  public Object visitBinaryOperator(BinaryOperatorKind operator, Object left, List<Object> right)
      throws ODataApplicationException {
    throw unknown(operator.toString());
  }

  private static ODataApplicationException unknown(String what) {
    return new ODataApplicationException("An error has occurred: " + what, 400, null);
  }
}
