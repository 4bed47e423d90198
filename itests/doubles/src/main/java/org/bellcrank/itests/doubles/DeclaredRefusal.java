package org.bellcrank.itests.doubles;

/** A declared system refuses a request in its own words. */
final class DeclaredRefusal extends Exception {

  /** There is nothing at that place. */
  static final String NOT_FOUND = "not_found";

  private final String code;
  private final String field;

  /**
   * @param field pointer of the field at fault; empty where there is none
   */
  DeclaredRefusal(String code, String field, String words) {
    super(words);
    this.code = code;
    this.field = field;
  }

  String code() {
    return code;
  }

  /** As vendors write it, without the first stroke: {@code asset/id}. */
  String field() {
    return field.startsWith("/") ? field.substring(1) : field;
  }
}
