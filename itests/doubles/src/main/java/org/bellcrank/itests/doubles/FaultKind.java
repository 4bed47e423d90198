package org.bellcrank.itests.doubles;

/** The ways in which a CMMS, or the line to it, fails. */
public enum FaultKind {
  /** 429 with Retry-After; nothing is processed. */
  TOO_MANY_REQUESTS,
  /** 503; nothing is processed. */
  UNAVAILABLE,
  /** 503 with Retry-After and a page for people, for as long as the window lasts. */
  MAINTENANCE,
  /** 500; nothing is processed. */
  SERVER_ERROR,
  /** The request is processed, and the answer is 500 all the same. */
  SERVER_ERROR_AFTER_COMMIT,
  /** 401 as for a key or password that ran out. */
  KEY_EXPIRED,
  /** The sender is known and has no right to this; nothing is processed. */
  FORBIDDEN,
  /** 204, and nothing is processed. */
  SILENT_204,
  /**
   * 200 with what was asked for, as if it had been done, and nothing is processed; changes only.
   */
  SILENT_200,
  /** The connection is closed before anything is processed. */
  CLOSED_BEFORE_PROCESSING,
  /** The request is processed, then the connection is closed without an answer. */
  TIMEOUT_AFTER_COMMIT,
  /** The request waits, then it is processed: for a client that gave up, the order comes late. */
  HANG,
  /** The request is processed at once; the head of the answer comes, its body drop by drop. */
  SLOW_BODY,
  /** The request is processed at once, and the answer waits. */
  HANG_AFTER_COMMIT,
  /** The request is processed; what comes back is 200 with a page for people, as from a proxy. */
  PAGE_AFTER_COMMIT,
  /** The request is processed; of the answer's body the first half comes, and no more. */
  CUT_AFTER_COMMIT,
  /** The request is processed; the answer comes in another encoding than its header says. */
  MANGLED_AFTER_COMMIT,
  /** The request is processed; behind the answer come 24 MiB of nothing. */
  HUGE_AFTER_COMMIT,
  /** The request is processed; the answer is small and grows without end when it is read. */
  BOMB_AFTER_COMMIT
}
