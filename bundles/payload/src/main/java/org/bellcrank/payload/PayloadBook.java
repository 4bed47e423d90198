package org.bellcrank.payload;

import java.util.Optional;

/** Where the mappings in force are (a service). Safe for any thread; answers at once. */
public interface PayloadBook {

  /** The mappings of the site documents in force; empty until the first ones were activated. */
  Optional<PayloadMappings> payloads();
}
