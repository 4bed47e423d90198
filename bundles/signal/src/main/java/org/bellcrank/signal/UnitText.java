package org.bellcrank.signal;

/**
 * Reads UCUM's grammar: terms of components joined by {@code .} and {@code /} from left to right,
 * round brackets, whole powers, numbers, annotations in braces that say nothing.
 */
final class UnitText {
  private static final int LONGEST = 64;

  private final String text;
  private int at;
  private boolean offsetSeen;
  private int components;

  private UnitText(String text) {
    this.text = text;
  }

  static Unit read(String text) {
    if (text.isEmpty() || text.length() > LONGEST) {
      throw wrong(text, "1 to " + LONGEST + " characters");
    }
    UnitText reader = new UnitText(text);
    Unit unit = reader.term(0);
    if (reader.at < text.length()) {
      throw reader.unknown(reader.at);
    }
    if (reader.offsetSeen && reader.components > 1) {
      throw wrong(text, "Cel and [degF] stand alone; for a rate or a difference K");
    }
    return unit;
  }

  /** An offset stays with the one component that has it; more than one beside it are refused. */
  private Unit term(int depth) {
    Unit sum = new Unit(text, Dimension.of(), 1, 0);
    int power = 1;
    if (peek() == '/') {
      at++;
      power = -1;
    }
    while (true) {
      Unit next = component(depth);
      double offset = sum.offset() + (power == 1 ? next.offset() : 0);
      components += power != 1 && next.offset() != 0 ? 1 : 0;
      double factor = sum.factor() * Math.pow(next.factor(), power);
      sum = new Unit(text, sum.dimension().times(next.dimension(), power), factor, offset);
      if (peek() != '.' && peek() != '/') {
        return sum;
      }
      power = text.charAt(at++) == '/' ? -1 : 1;
    }
  }

  private Unit component(int depth) {
    if (peek() == '(') {
      if (depth == 4) {
        throw wrong(text, "four brackets deep");
      }
      at++;
      Unit inner = term(depth + 1);
      if (peek() != ')') {
        throw wrong(text, "a closing bracket at character " + (at + 1));
      }
      at++;
      return inner;
    }
    if (peek() == '{') {
      annotation();
      return new Unit(text, Dimension.of(), 1, 0);
    }
    components++;
    return Character.isDigit(peek()) ? number() : simple();
  }

  private Unit number() {
    int from = at;
    while (Character.isDigit(peek())) {
      at++;
    }
    String digits = text.substring(from, at);
    if (digits.length() > 9 || digits.startsWith("0")) {
      throw wrong(text, "whole numbers from 1 to 999999999");
    }
    return new Unit(text, Dimension.of(), Integer.parseInt(digits), 0);
  }

  private Unit simple() {
    int from = at;
    boolean bracket = false;
    while (at < text.length() && (bracket || isName(text.charAt(at)))) {
      bracket = text.charAt(at) == '[' || bracket && text.charAt(at) != ']';
      at++;
    }
    UnitAtoms.Atom atom = UnitAtoms.find(text.substring(from, at));
    if (atom == null) {
      throw unknown(from);
    }
    int power = power();
    if (peek() == '{') {
      annotation();
    }
    if (atom.offset() != 0) {
      offsetSeen = true;
      components += power == 1 ? 0 : 1;
    }
    Dimension dimension = Dimension.of().times(atom.dimension(), power);
    return new Unit(text, dimension, Math.pow(atom.factor(), power), atom.offset());
  }

  private int power() {
    int from = at;
    if ((peek() == '-' || peek() == '+') && at + 1 < text.length()) {
      at++;
    }
    while (Character.isDigit(peek())) {
      at++;
    }
    if (from == at) {
      return 1;
    }
    String digits = text.substring(from, at);
    if (!digits.matches("[+-]?[1-9]")) {
      throw wrong(text, "powers from -9 to 9 but 0");
    }
    return Integer.parseInt(digits);
  }

  private void annotation() {
    int end = text.indexOf('}', at);
    if (end < 0) {
      throw wrong(text, "an annotation that ends with }");
    }
    at = end + 1;
  }

  private static boolean isName(char c) {
    return Character.isLetter(c) || c == '%' || c == '[' || c == ']' || c == '_';
  }

  private char peek() {
    return at < text.length() ? text.charAt(at) : 0;
  }

  private IllegalArgumentException unknown(int from) {
    return wrong(
        text,
        "at character %d one of %s (prefixes T G M k h da d c m u n p)%s"
            .formatted(from + 1, UnitAtoms.known(), hint()));
  }

  private String hint() {
    return switch (text) {
      case "°C", "degC", "C°", "celsius", "Celsius" -> "; did you mean Cel?";
      case "°F", "degF", "Fahrenheit" -> "; did you mean [degF]?";
      case "psi", "PSI" -> "; did you mean [psi]?";
      case "µm", "μm" -> "; did you mean um?";
      case "l/m", "lpm", "LPM" -> "; did you mean L/min?";
      case "RPM", "r/min", "U/min", "1/min." -> "; did you mean /min?";
      case "m/s²", "m/s^2" -> "; did you mean m/s2?";
      case "m³/h", "m^3/h" -> "; did you mean m3/h?";
      case "Ω", "ohm" -> "; did you mean Ohm?";
      default -> "";
    };
  }

  private static IllegalArgumentException wrong(String text, String allowed) {
    return new IllegalArgumentException("unit: given '%s'; allowed: %s".formatted(text, allowed));
  }
}
