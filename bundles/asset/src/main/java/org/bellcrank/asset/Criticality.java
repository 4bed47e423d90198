package org.bellcrank.asset;

/** How much hangs on an asset: A most, D least. */
public enum Criticality {
  A,
  B,
  C,
  D
}
