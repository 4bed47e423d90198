package org.bellcrank.delivery.engine;

import org.bellcrank.delivery.Delivery;
import org.bellcrank.journal.Facts;

/** Says of a change that was answered as done what reading showed of it. */
final class NotKept {

  private NotKept() {}

  /**
   * One line for people.
   *
   * @param found what reading it back gave
   */
  static String words(Delivery row, Facts found) {
    String what =
        switch (row.purpose()) {
          case CREATE -> "the order";
          case UPDATE -> "the change";
          case CHILDREN -> "an item of the order";
          case RELEASE -> "the release";
          case COMMIT -> "the commit";
          case ATTACH -> "the file";
          case CONDITION -> "the asset's condition";
        };
    return found
        .text(Walk.DIFFERS)
        .map(differs -> "%s was taken without effect: %s".formatted(what, differs))
        .orElse("%s was taken but cannot be read back".formatted(what));
  }

  /** The same of a part, which is known by its number alone. */
  static String ofPart(Facts found) {
    return found
        .text(Walk.DIFFERS)
        .map("taken, but shown otherwise: "::concat)
        .orElse("taken, but not shown under its number");
  }
}
