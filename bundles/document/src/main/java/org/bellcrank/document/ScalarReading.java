package org.bellcrank.document;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.nodes.Tag;
import org.snakeyaml.engine.v2.resolver.ScalarResolver;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Texts, numbers, truth values and nothing, by the rules of the YAML 1.2 core schema. */
final class ScalarReading {

  private static final ScalarResolver CORE = new CoreSchema().getScalarResolver();

  /** Beyond this many digits on either side of the point a number is a mistake or an attack. */
  private static final int MOST_DIGITS = 400;

  private final Consumer<Problem> problems;

  ScalarReading(Consumer<Problem> problems) {
    this.problems = problems;
  }

  Node read(ScalarEvent scalar, Mark where, String pointer) {
    String value = scalar.getValue();
    Tag tag = tag(scalar);
    if (tag.equals(Tag.NULL)) {
      return new NullNode(where, pointer);
    }
    if (tag.equals(Tag.BOOL)) {
      return new BoolNode(where, pointer, value.toLowerCase(Locale.ROOT).equals("true"));
    }
    if (tag.equals(Tag.INT) || tag.equals(Tag.FLOAT)) {
      return number(value, tag.equals(Tag.INT), where, pointer);
    }
    if (!tag.equals(Tag.STR)) {
      problems.accept(new Problem(where, pointer, tag.getValue(), "no tag", "unknown tag"));
    }
    return new TextNode(where, pointer, value);
  }

  /** The same value at another pointer. */
  static Node moved(Node node, String pointer) {
    if (node instanceof TextNode text) {
      return new TextNode(text.where(), pointer, text.value());
    }
    if (node instanceof NumberNode number) {
      return new NumberNode(number.where(), pointer, number.literal(), number.value());
    }
    if (node instanceof BoolNode bool) {
      return new BoolNode(bool.where(), pointer, bool.value());
    }
    return new NullNode(node.where(), pointer);
  }

  private static Tag tag(ScalarEvent scalar) {
    Optional<String> explicit = scalar.getTag();
    if (explicit.isPresent()) {
      return explicit.get().equals("!") ? Tag.STR : new Tag(explicit.get());
    }
    return CORE.resolve(scalar.getValue(), scalar.isPlain());
  }

  private Node number(String literal, boolean whole, Mark where, String pointer) {
    try {
      BigDecimal value = value(literal);
      if (Math.abs((long) value.scale()) <= MOST_DIGITS && value.precision() <= MOST_DIGITS) {
        // What is written with a point or an exponent stays a number with a fraction: 1e3, 2.0
        BigDecimal exact = whole || value.scale() > 0 ? value : value.setScale(1);
        return new NumberNode(where, pointer, literal, exact);
      }
    } catch (NumberFormatException notFinite) {
      // .inf, .nan and "!!int abc" end here: reported below with the others
    }
    problems.accept(new Problem(where, pointer, literal, "a finite number of ordinary size", ""));
    return new NumberNode(where, pointer, literal, BigDecimal.ZERO);
  }

  private static BigDecimal value(String literal) {
    if (literal.startsWith("0x")) {
      return new BigDecimal(new BigInteger(literal.substring(2), 16));
    }
    if (literal.startsWith("0o")) {
      return new BigDecimal(new BigInteger(literal.substring(2), 8));
    }
    if (literal.length() > MOST_DIGITS) {
      throw new NumberFormatException(literal);
    }
    return new BigDecimal(literal);
  }
}
