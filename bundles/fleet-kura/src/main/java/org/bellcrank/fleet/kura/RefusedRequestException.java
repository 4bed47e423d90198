package org.bellcrank.fleet.kura;

/** A request that is not carried out. */
final class RefusedRequestException extends Exception {

  private static final long serialVersionUID = 1L;

  private final int code;

  private RefusedRequestException(int code, String words) {
    super(words);
    this.code = code;
  }

  static RefusedRequestException bad(String words) {
    return new RefusedRequestException(Reply.BAD_REQUEST, words);
  }

  static RefusedRequestException missing(String words) {
    return new RefusedRequestException(Reply.NOT_FOUND, words);
  }

  int code() {
    return code;
  }
}
