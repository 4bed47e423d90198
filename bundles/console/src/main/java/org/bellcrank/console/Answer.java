package org.bellcrank.console;

import org.bellcrank.journal.Facts;

/** What a route answers. */
public sealed interface Answer {

  /** A JSON object; status 200. */
  record Json(Facts facts) implements Answer {}

  /**
   * Bytes that never change under their address; status 200.
   *
   * @param mediaType for example {@code image/jpeg}
   */
  record Content(String mediaType, byte[] bytes) implements Answer {}

  /** There is no such thing; status 404. */
  record NotFound(String what) implements Answer {}

  /** It was there and was removed, as is told when and why; status 410. */
  record Gone(String why) implements Answer {}

  /** The request is wrong; status 400. */
  record Refused(String why) implements Answer {}

  /** It cannot be done as things stand, and nothing was changed; status 409. */
  record Conflict(String why) implements Answer {}
}
