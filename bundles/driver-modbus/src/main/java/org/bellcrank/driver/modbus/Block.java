package org.bellcrank.driver.modbus;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Items of one table that one request reads.
 *
 * @param unit the device
 * @param table where they lie
 * @param first the first item
 * @param count how many, 1 to what the table allows
 * @param places the points in it: indices of the list that was planned
 */
record Block(int unit, Table table, int first, int count, List<Integer> places) {

  Block {
    places = List.copyOf(places);
  }

  /**
   * As few requests as read all points: neighbours go together while a request allows it.
   *
   * @param gap items that nobody wants and that are read along rather than asked for twice, from 0
   */
  static List<Block> plan(Map<Integer, Point> points, int gap) {
    Map<String, List<Integer>> lines = new TreeMap<>();
    points.forEach(
        (place, point) ->
            lines
                .computeIfAbsent(point.unit() + " " + point.table(), key -> new ArrayList<>())
                .add(place));
    List<Block> blocks = new ArrayList<>();
    for (List<Integer> line : lines.values()) {
      line.sort(Comparator.comparingInt(place -> points.get(place).address()));
      blocks.addAll(merged(line, points, gap));
    }
    return List.copyOf(blocks);
  }

  private static List<Block> merged(List<Integer> line, Map<Integer, Point> points, int gap) {
    List<Block> blocks = new ArrayList<>();
    List<Integer> places = new ArrayList<>();
    int first = 0;
    int end = 0;
    for (int place : line) {
      Point point = points.get(place);
      int upTo = Math.max(end, point.address() + point.items());
      if (places.isEmpty() || point.address() > end + gap || upTo - first > point.table().most()) {
        close(blocks, places, points, first, end);
        places = new ArrayList<>();
        first = point.address();
        upTo = point.address() + point.items();
      }
      places.add(place);
      end = upTo;
    }
    close(blocks, places, points, first, end);
    return blocks;
  }

  private static void close(
      List<Block> blocks, List<Integer> places, Map<Integer, Point> points, int first, int end) {
    if (!places.isEmpty()) {
      Point any = points.get(places.get(0));
      blocks.add(new Block(any.unit(), any.table(), first, end - first, places));
    }
  }

  /** The value of a point in what this block brought. */
  Object value(Point point, byte[] answer) {
    int from = point.address() - first;
    if (table.bits()) {
      return Point.bit(answer, from);
    }
    byte[] registers = new byte[2 * point.items()];
    System.arraycopy(answer, 2 * from, registers, 0, registers.length);
    return point.decoded(registers);
  }

  /** Bytes that a whole answer has. */
  int bytes() {
    return table.bits() ? (count + 7) / 8 : 2 * count;
  }
}
