package org.bellcrank.document;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;

/**
 * A list of values in the document's order.
 *
 * @param items cannot be changed
 */
public record ListNode(Mark where, String pointer, List<Node> items)
    implements Node, Iterable<Node> {

  public ListNode {
    items = List.copyOf(items);
  }

  public int size() {
    return items.size();
  }

  @Override
  public Iterator<Node> iterator() {
    return items.iterator();
  }

  /** Every item as a map; all items that are none are reported together. */
  public List<MapNode> maps() throws InvalidDocumentException {
    return each(Node::asMap);
  }

  /** Every item as a text; all items that are none are reported together. */
  public List<String> texts() throws InvalidDocumentException {
    return each(Node::asText);
  }

  /** Every item as a number; all items that are none are reported together. */
  public List<Double> numbers() throws InvalidDocumentException {
    return each(Node::asNumber);
  }

  /** Every item read by a function; all refusals are reported together. */
  public <T> List<T> each(Reading<T> reading) throws InvalidDocumentException {
    List<T> values = new ArrayList<>(items.size());
    List<Problem> problems = new ArrayList<>();
    for (Node item : items) {
      try {
        values.add(reading.read(item));
      } catch (InvalidDocumentException refused) {
        problems.addAll(refused.problems());
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return List.copyOf(values);
  }

  @Override
  public Object plain() {
    List<Object> plain = new ArrayList<>(items.size());
    for (Node item : items) {
      plain.add(item.plain());
    }
    return Collections.unmodifiableList(plain);
  }

  @Override
  public String kind() {
    return "a list";
  }

  @Override
  public String shown() {
    return "a list of " + items.size();
  }
}
