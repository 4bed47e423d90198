package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What one session keeps: notifications in work, and what is to be written at the commit. */
final class EccRfcMemory {

  /** Fields by number: a temporary one of what is new, its own of what is changed. */
  final Map<String, Map<String, Object>> work = new LinkedHashMap<>();

  /** In the order of the calls. */
  final List<Runnable> atCommit = new ArrayList<>();

  /** Committed, and nobody waited for it. */
  final List<Runnable> afterwards = new ArrayList<>();

  private int temporary;

  /** As the BAPI counts what has no number yet. */
  String nextTemporary() {
    return "%%%011d".formatted(++temporary);
  }

  void forget() {
    work.clear();
    atCommit.clear();
  }
}
