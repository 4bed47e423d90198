package org.bellcrank.expression;

import dev.cel.common.types.CelKind;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.MapType;
import dev.cel.common.types.SimpleType;

/** Our types in the library's terms, and its own in words. */
final class CelTypes {

  private CelTypes() {}

  static CelType of(Type type) {
    return switch (type) {
      case TEXT -> SimpleType.STRING;
      case NUMBER -> SimpleType.DOUBLE;
      case INTEGER -> SimpleType.INT;
      case BOOLEAN -> SimpleType.BOOL;
      case TIMESTAMP -> SimpleType.TIMESTAMP;
      case DURATION -> SimpleType.DURATION;
      case TEXT_LIST -> ListType.create(SimpleType.STRING);
      case MAP_TEXT -> MapType.create(SimpleType.STRING, SimpleType.STRING);
      case DATA, ANY -> SimpleType.DYN;
    };
  }

  /** Whether what an expression yields can be what was asked for. */
  static boolean yields(CelType given, Type asked) {
    if (asked == Type.ANY || asked == Type.DATA || given.kind() == CelKind.DYN) {
      return true;
    }
    if (asked == Type.NUMBER && given.kind() == CelKind.INT) {
      return true;
    }
    return of(asked).isAssignableFrom(given);
  }

  /** For example {@code a number} for {@code double}. */
  static String words(String celName) {
    if (celName.startsWith("list")) {
      return "a list";
    }
    if (celName.startsWith("map")) {
      return "a map";
    }
    return switch (celName) {
      case "string" -> "a text";
      case "double" -> "a number";
      case "int", "uint" -> "a whole number";
      case "bool" -> "true or false";
      case "google.protobuf.Timestamp" -> "a time";
      case "google.protobuf.Duration" -> "a duration";
      case "null_type", "null" -> "nothing";
      default -> celName;
    };
  }
}
