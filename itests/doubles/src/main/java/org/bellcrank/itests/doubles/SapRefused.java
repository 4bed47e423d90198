package org.bellcrank.itests.doubles;

import java.util.List;

/** A write was refused, for one reason or several. */
final class SapRefused extends Exception {

  private final transient List<CmmsError> errors;

  SapRefused(List<CmmsError> errors) {
    super(errors.toString());
    this.errors = List.copyOf(errors);
  }

  List<CmmsError> errors() {
    return errors;
  }

  /** Goes on if there is nothing to refuse. */
  static void unless(List<CmmsError> errors) throws SapRefused {
    if (!errors.isEmpty()) {
      throw new SapRefused(errors);
    }
  }
}
