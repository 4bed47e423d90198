package org.bellcrank.delivery.connector;

import java.util.Set;

/**
 * Something that the connector's user has to be allowed at the other side.
 *
 * @param may what it does there
 * @param on to what, in the vendor's words
 * @param needed what of the connector cannot be without it
 */
public record Right(Set<Verb> may, String on, Set<Need> needed) {

  public Right {
    may = Set.copyOf(may);
    needed = Set.copyOf(needed);
  }

  /** What a user may do with records. */
  public enum Verb {
    /** Search among them. */
    FIND,
    /** Make new ones. */
    CREATE,
    /** See one that it knows, with what hangs on it. */
    READ,
    /** Change fields. */
    CHANGE,
    /** Add files or links to files. */
    ATTACH,
    /** Change the status where that is a right of its own. */
    STATUS
  }

  /** What a connector does. */
  public enum Need {
    /** Making orders. */
    ORDERS,
    /** Bringing orders up to date. */
    UPDATES,
    /** Attaching evidence. */
    PICTURES,
    /** Tasks, release and commit. */
    STAGES,
    /** Reading what became of orders. */
    READING,
    /** Reading the register of assets. */
    REGISTER,
    /** Telling how assets are, where an instance asks for it. */
    CONDITION
  }
}
