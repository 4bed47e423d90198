package org.bellcrank.itests.chaos.days;

import org.bellcrank.journal.Facts;

/** What gateways said on their way, the most of each. Written by one thread at a time. */
final class Seen {

  volatile boolean over;
  volatile boolean rested;
  volatile long queued;
  volatile String last = "";
  volatile long openedAt;
  volatile int kills;
  long quota;
  double filledSeconds;
  double drainedSeconds;
  long refusals;
  long tries;
  long heldBack;
  int raised;
  private long queuedMost;
  private long usedMost;
  private double shareMost;
  private long databaseMost;
  private long evidenceMost;
  private long databaseBefore;
  private long evidenceBefore;
  private long databaseAfter;
  private long heapInTheDays;
  private long heapDraining;
  private long openedMillis;

  /** Takes a line; false where nobody knows what it means. */
  boolean take(String line) {
    int space = line.indexOf(' ');
    if (space < 0 || !line.endsWith("}")) {
      return line.isEmpty();
    }
    Facts facts = Facts.parse(line.substring(space + 1));
    switch (line.substring(0, space)) {
      case "opened" -> openedMillis = Math.max(openedMillis, facts.whole("millis").orElse(0));
      case "state" -> state(facts);
      case "refused" -> {
        refusals++;
        tries += facts.whole("tries").orElse(0);
        heldBack = Math.max(heldBack, facts.whole("heldBack").orElse(0));
      }
      case "raised" -> {
        raised++;
        quota = facts.whole("quota").orElse(quota);
      }
      case "over" -> over = true;
      case "rest" -> rested = true;
      default -> {
        return false;
      }
    }
    return true;
  }

  private void state(Facts facts) {
    last = facts.json();
    queued = facts.whole("queued").orElse(0);
    queuedMost = Math.max(queuedMost, queued);
    long used = facts.whole("used").orElse(0);
    usedMost = Math.max(usedMost, used);
    shareMost = Math.max(shareMost, (double) used / facts.whole("limit").orElse(1));
    long database = facts.whole("database").orElse(0);
    long evidence = facts.whole("evidence").orElse(0);
    databaseMost = Math.max(databaseMost, database);
    evidenceMost = Math.max(evidenceMost, evidence);
    long heap = facts.whole("heapMiB").orElse(0);
    if (openedAt == 0) {
      heapInTheDays = Math.max(heapInTheDays, heap);
      databaseBefore = database;
      evidenceBefore = evidence;
    } else {
      heapDraining = Math.max(heapDraining, heap);
      databaseAfter = database;
    }
  }

  /** What was on the disk. */
  Facts storage(Month month) {
    return Facts.with("queuedMost", queuedMost)
        .put("bytesMost", usedMost)
        .put("shareOfTheQuotaMost", Math.round(shareMost * 1000) / 1000.0)
        .put("databaseMost", databaseMost)
        .put("evidenceMost", evidenceMost)
        .put("quotaAtLast", quota)
        .put("databaseBeforeDraining", databaseBefore)
        .put("evidenceBeforeDraining", evidenceBefore)
        .put("databaseDrained", databaseAfter)
        .put("bytesAFindingWaiting", databaseBefore / Math.max(1, month.findings()))
        .put("bytesAFindingDelivered", databaseAfter / Math.max(1, month.findings()))
        .put("openedMillisMost", openedMillis)
        .build();
  }

  /** How it went out. */
  Facts drained(int orders) {
    return Facts.with("secondsOfTheDays", filledSeconds)
        .put("secondsToDrain", drainedSeconds)
        .put("ordersASecond", drainedSeconds > 0 ? Math.round(orders / drainedSeconds) : 0)
        .put("heapMiBInTheDays", heapInTheDays)
        .put("heapMiBDraining", heapDraining)
        .build();
  }
}
