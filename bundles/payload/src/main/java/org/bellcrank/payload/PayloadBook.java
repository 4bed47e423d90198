package org.bellcrank.payload;

import java.util.List;
import java.util.Optional;

/** Where the mappings in force are (a service). Safe for any thread; answers at once. */
public interface PayloadBook {

  /** The mappings of the site documents in force; empty until the first ones were activated. */
  Optional<PayloadMappings> payloads();

  /**
   * A message came that no mapping took; it is remembered for people, in memory.
   *
   * @param named whether mappings name its topic, and each passed it over
   */
  default void untaken(Payload payload, boolean named) {}

  /**
   * A mapping took something of a message of this topic: what was passed over there is forgotten.
   */
  default void taken(String topic) {}

  /**
   * The topics whose messages no mapping took, newest first: those that none names, and after them
   * those of which nothing was taken since messages were passed over.
   *
   * @param limit at most so many
   */
  default List<Untaken> untaken(int limit) {
    return List.of();
  }
}
