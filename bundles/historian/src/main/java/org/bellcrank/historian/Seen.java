package org.bellcrank.historian;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.TreeSet;

/**
 * Records that were handed on, known again by their marks and 64 bits of their contents' SHA-256.
 * When there are too many, the oldest marks are forgotten whole, and nothing is to be read again
 * below {@link #floor}. For one thread at a time.
 */
final class Seen {

  private final int most;
  private final TreeSet<Key> keys = new TreeSet<>();
  private final MessageDigest digest;
  private long floor = 1;

  /** One record. */
  private record Key(long mark, long content) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int marks = Long.compare(mark, other.mark);
      return marks != 0 ? marks : Long.compare(content, other.content);
    }
  }

  /**
   * Knows none yet.
   *
   * @param most how many are remembered, from 1; more only where they share the position's mark
   */
  Seen(int most) {
    this.most = most;
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  int most() {
    return most;
  }

  boolean full() {
    return keys.size() >= most;
  }

  /** The lowest mark of which all that was handed on is still known, from 1. */
  long floor() {
    return floor;
  }

  boolean contains(HistoricalRecord value) {
    return keys.contains(key(value));
  }

  void add(HistoricalRecord value) {
    keys.add(key(value));
  }

  /**
   * Forgets what is not read again.
   *
   * @param below marks below it are forgotten
   * @param position marks from it on are not, however many there are
   */
  void forget(long below, long position) {
    keys.headSet(new Key(below, Long.MIN_VALUE)).clear();
    while (keys.size() > most && keys.first().mark() < position) {
      long next = keys.first().mark() + 1;
      floor = Math.max(floor, next); // records of a late series lie below it
      keys.headSet(new Key(next, Long.MIN_VALUE)).clear();
    }
  }

  private Key key(HistoricalRecord value) {
    byte[] hash = digest.digest(value.content().getBytes(StandardCharsets.UTF_8));
    return new Key(value.mark(), ByteBuffer.wrap(hash).getLong());
  }
}
