package org.bellcrank.itests.chaos.days;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/** What a CMMS was asked to keep, in the order in which it came. Safe for any thread. */
final class Book {

  /** What is under way side by side may overtake, and what flows in the pause of a row alone. */
  private static final int SIDE_BY_SIDE = 256;

  private final Map<String, Long> ids = new HashMap<>();
  private final List<String> references = new ArrayList<>();
  private final Map<Long, List<Facts>> attached = new HashMap<>();
  private byte[] priorities = new byte[1024];
  private long doubled;
  private long pictures;
  private long picturesTwice;

  static String number(long id) {
    return "WO-" + id;
  }

  /** Keeps an order under the next number, from 1, also when it is there already. */
  synchronized long add(String reference, int priority) {
    int count = references.size();
    if (count == priorities.length) {
      priorities = Arrays.copyOf(priorities, count * 2);
    }
    priorities[count] = (byte) priority;
    references.add(reference);
    long id = references.size();
    if (ids.putIfAbsent(reference, id) != null) {
      doubled++;
    }
    return id;
  }

  synchronized void attach(long id, String name, byte[] bytes) {
    List<Facts> there = attached.computeIfAbsent(id, unused -> new ArrayList<>());
    Facts file = Facts.with("filename", name).put("sha256", sha256(bytes)).build();
    pictures++;
    picturesTwice += there.contains(file) ? 1 : 0;
    there.add(file);
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** Under which number an order was first kept; null where it was not. */
  synchronized Long find(String reference) {
    return ids.get(reference);
  }

  synchronized String reference(long id) {
    return references.get((int) id - 1);
  }

  synchronized List<Facts> attachments(long id) {
    return List.copyOf(attached.getOrDefault(id, List.of()));
  }

  /** The hashes of an order's pictures, sorted. */
  synchronized List<String> pictures(String reference) {
    return Optional.ofNullable(ids.get(reference)).map(this::attachments).orElse(List.of()).stream()
        .map(file -> file.requireText("sha256"))
        .sorted()
        .toList();
  }

  synchronized int orders() {
    return references.size();
  }

  synchronized long doubled() {
    return doubled;
  }

  synchronized long pictures() {
    return pictures;
  }

  synchronized long picturesTwice() {
    return picturesTwice;
  }

  /** Orders that came after so many less urgent ones that the queue cannot have been in order. */
  synchronized long late() {
    long[] each = new long[Byte.MAX_VALUE + 1];
    for (int i = 0; i < references.size(); i++) {
      each[priorities[i]]++;
    }
    for (int i = 1; i < each.length; i++) {
      each[i] += each[i - 1];
    }
    long late = 0;
    for (int i = 0; i < references.size(); i++) {
      late += i >= each[priorities[i]] + SIDE_BY_SIDE ? 1 : 0;
    }
    return late;
  }

  /** How many there are of each priority. */
  synchronized Facts urgencies() {
    Map<Integer, Long> each = new java.util.TreeMap<>();
    for (int i = 0; i < references.size(); i++) {
      each.merge((int) priorities[i], 1L, Long::sum);
    }
    Facts.Builder all = Facts.builder();
    each.forEach((priority, count) -> all.put("priority" + priority, count));
    return all.build();
  }
}
