package org.bellcrank.historian;

import java.time.Instant;

/** One record of a historian. */
public sealed interface HistoricalRecord permits HistoricalValue, HistoricalRow {

  /** Where it stands in the historian's order, from 1; several records may share one. */
  long mark();

  /** When it was measured, by the historian; for a row as far as its mark tells it. */
  Instant at();

  /** What makes it the same record when it is read again. */
  String content();
}
