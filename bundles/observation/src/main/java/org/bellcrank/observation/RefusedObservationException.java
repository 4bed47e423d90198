package org.bellcrank.observation;

/** An observation that is not well formed; says what was given, what is allowed and where. */
public final class RefusedObservationException extends RuntimeException {

  private static final long serialVersionUID = 1L;

  private final String field;

  /**
   * Names the field and what is allowed in it.
   *
   * @param field path of the field, for example {@code detections[0].confidence}
   */
  public RefusedObservationException(String field, String given, String allowed) {
    super("%s: given %s; allowed: %s".formatted(field, given, allowed));
    this.field = field;
  }

  /** Path of the field that was refused. */
  public String field() {
    return field;
  }
}
