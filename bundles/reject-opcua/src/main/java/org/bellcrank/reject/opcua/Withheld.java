package org.bellcrank.reject.opcua;

/** Why a finding that is on the list did not move anything. */
enum Withheld {
  /** Nothing may be written: {@code write.enabled} is false. */
  DISABLED,
  /** It was seen or decided too long ago. */
  STALE,
  /** When it was seen is not known. */
  UNTIMELY,
  /** The same part was rejected already, by another finding of the same observation. */
  SAME_PART,
  /** As many pulses in 60 s as are allowed. */
  RATE,
  /** The server or the driver is not there. */
  AWAY,
  /** The node is not false, has no truth value, or was not released yet. */
  NOT_READY
}
