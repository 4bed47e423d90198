package org.bellcrank.delivery;

import java.util.List;

/** What a person may do about rows on the workbench; a service. Nothing is ever dropped. */
public interface DeliveryDesk {

  /**
   * What waits for a person, newest first, with what is known about why.
   *
   * @param limit at most so many
   */
  List<Case> cases(int limit);

  /**
   * Sends a refused row again, from its beginning.
   *
   * @param who the person, for the journal
   * @throws IllegalStateException when the row does not wait for a person
   */
  void retry(String delivery, String who);

  /**
   * Sends a refused row again with all that are alike: the same connector, purpose and step,
   * refused at the same field with the same code, or in the same words where there is none. Rows
   * whose fate is not known are left to be decided one by one.
   *
   * @return how many rows are sent again, this one included
   * @throws IllegalStateException when the row does not wait for a person, or its fate is not known
   */
  int retryAlike(String delivery, String who);

  /**
   * Notes that what a row was to bring is in the CMMS, as a person saw there. Where the recipe can
   * search, it is looked for by its reference first and taken over with what the search found.
   *
   * @param foreignId key of the order in the CMMS
   * @param unread whether the person's word is enough where the search does not show it under this
   *     key
   * @throws IllegalStateException when the row does not wait for a person, or when it cannot be
   *     found under this key and the person's word is not enough; the row stays where it is
   */
  Adopted adopt(String delivery, String foreignId, String who, boolean unread);

  /** Tries an instance again at once, for example after its key was renewed. */
  void resume(String instance);

  /**
   * One row on the workbench.
   *
   * @param kind its connector; empty when its instance left the documents
   * @param alike how many of the rows that wait go with it, itself included
   */
  record Case(Delivery row, String kind, Diagnosis diagnosis, int alike) {}

  /**
   * How a row was adopted.
   *
   * @param read whether the CMMS showed it under this key
   * @param words how, one line
   */
  record Adopted(boolean read, String words) {}
}
