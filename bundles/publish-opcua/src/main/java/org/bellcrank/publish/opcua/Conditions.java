package org.bellcrank.publish.opcua;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.journal.Entry;
import org.bellcrank.journal.Journal;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How assets are, as the journal tells it: the newest entry of each. */
final class Conditions {

  static final String KIND = "asset.condition";

  /** Entries that are looked back at most; they are in memory for that moment. */
  static final int FARTHEST = 32_000;

  private static final Logger LOG = LoggerFactory.getLogger(Conditions.class);
  private static final int FIRST = 1_000;

  private Conditions() {}

  /** One for each asset, the oldest of them first: assets that seldom change are there too. */
  static List<Entry> newest(Journal journal) {
    int limit = FIRST;
    List<Entry> entries = journal.newest(KIND, limit);
    while (entries.size() == limit && limit < FARTHEST) {
      limit = Math.min(2 * limit, FARTHEST);
      entries = journal.newest(KIND, limit);
    }
    if (entries.size() == FARTHEST) {
      LOG.warn(
          "OPC UA publisher: assets whose condition has not changed since {} are not shown: only"
              + " the newest {} changes are looked at",
          entries.get(entries.size() - 1).at(),
          FARTHEST);
    }
    Map<String, Entry> newest = new LinkedHashMap<>();
    entries.forEach(each -> newest.putIfAbsent(each.subject(), each));
    List<Entry> oldestFirst = new ArrayList<>(newest.values());
    Collections.reverse(oldestFirst);
    return oldestFirst;
  }
}
