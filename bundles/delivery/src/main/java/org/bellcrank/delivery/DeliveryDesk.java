package org.bellcrank.delivery;

/** What a person may do about rows on the workbench; a service. */
public interface DeliveryDesk {

  /**
   * Sends a refused row again, from its beginning.
   *
   * @param who the person, for the journal
   * @throws IllegalStateException when the row does not wait for a person
   */
  void retry(String delivery, String who);

  /**
   * Notes that an order is in the CMMS under this key, as a person saw there.
   *
   * @throws IllegalStateException when the row does not wait for a person
   */
  void adopt(String delivery, String foreignId, String who);

  /** Tries an instance again at once, for example after its key was renewed. */
  void resume(String instance);
}
