package org.bellcrank.stream;

import java.time.Instant;

/**
 * The value of a point that stands while its site documents change, on its way to the stream that
 * follows: no sample, since no source told it now. Immutable.
 *
 * @param raw as its source told it, in the source's unit
 * @param since when it was measured, as far as that can be
 * @param now the source's time when it was handed over
 */
record Stood(Sample raw, Instant since, Instant now) {

  String point() {
    return raw.point();
  }
}
