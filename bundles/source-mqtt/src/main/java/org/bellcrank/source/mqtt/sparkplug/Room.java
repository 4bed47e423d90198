package org.bellcrank.source.mqtt.sparkplug;

/** How many names a host still remembers, of all its nodes together. One thread at a time. */
final class Room {

  private int left;

  Room(int names) {
    left = names;
  }

  /** Whether there was room; nothing is taken where there was not enough. */
  boolean take(int names) {
    if (names > left) {
      return false;
    }
    left -= names;
    return true;
  }

  void give(int names) {
    left += names;
  }
}
