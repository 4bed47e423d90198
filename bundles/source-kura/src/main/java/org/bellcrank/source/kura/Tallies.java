package org.bellcrank.source.kura;

import java.util.concurrent.atomic.LongAdder;

/** What own points gave since the start. Safe for any thread. */
final class Tallies {

  /** Samples handed on, good and bad. */
  final LongAdder samples = new LongAdder();

  /** Samples of values that cannot be used, among them. */
  final LongAdder bad = new LongAdder();

  /** Values that a driver told and for which there was no room. */
  final LongAdder lost = new LongAdder();

  /** Readings that were left out because the one before took longer than the period. */
  final LongAdder skipped = new LongAdder();
}
