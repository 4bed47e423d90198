package org.bellcrank.document;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * Keys and values in the document's order.
 *
 * <p>A reader named after its type ({@link #text}) demands the key; its {@code optional…} sibling
 * answers empty when the key is missing or has no value. Readers of lists in the plural ({@link
 * #maps}, {@link #texts}) answer an empty list in that case.
 */
public final class MapNode implements Node {

  private final Mark where;
  private final String pointer;
  private final Map<String, Node> values;
  private final Map<String, Mark> keyMarks;

  MapNode(Mark where, String pointer, Map<String, Node> values, Map<String, Mark> keyMarks) {
    this.where = where;
    this.pointer = pointer;
    this.values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    this.keyMarks = Map.copyOf(keyMarks);
  }

  @Override
  public Mark where() {
    return where;
  }

  @Override
  public String pointer() {
    return pointer;
  }

  /** In the document's order. */
  public Set<String> keys() {
    return values.keySet();
  }

  /** Every key with its value, in the document's order. */
  public Map<String, Node> entries() {
    return values;
  }

  /** Whether the key stands there with a value. */
  public boolean has(String key) {
    return find(key).isPresent();
  }

  /** Where the key itself stands; the map's own place when it is missing. */
  public Mark where(String key) {
    return keyMarks.getOrDefault(key, where);
  }

  /** The value of a key; empty when it is missing or has no value. */
  public Optional<Node> find(String key) {
    return Optional.ofNullable(values.get(key)).filter(node -> !(node instanceof NullNode));
  }

  /** The value of a key that must be there. */
  public Node get(String key) throws InvalidDocumentException {
    Optional<Node> found = find(key);
    if (found.isPresent()) {
      return found.get();
    }
    throw new InvalidDocumentException(missing(key));
  }

  /** The value of a key read by a function such as {@code Node::asDuration}. */
  public <T> T read(String key, Reading<T> reading) throws InvalidDocumentException {
    return reading.read(get(key));
  }

  /** As {@link #read}; empty when the key is missing or has no value. */
  public <T> Optional<T> optional(String key, Reading<T> reading) throws InvalidDocumentException {
    Optional<Node> found = find(key);
    return found.isEmpty() ? Optional.empty() : Optional.of(reading.read(found.get()));
  }

  public String text(String key) throws InvalidDocumentException {
    return read(key, Node::asText);
  }

  public Optional<String> optionalText(String key) throws InvalidDocumentException {
    return optional(key, Node::asText);
  }

  /** A finite number. */
  public double number(String key) throws InvalidDocumentException {
    return read(key, Node::asNumber);
  }

  public Optional<Double> optionalNumber(String key) throws InvalidDocumentException {
    return optional(key, Node::asNumber);
  }

  public int integer(String key) throws InvalidDocumentException {
    return read(key, Node::asInteger);
  }

  public Optional<Integer> optionalInteger(String key) throws InvalidDocumentException {
    return optional(key, Node::asInteger);
  }

  public boolean bool(String key) throws InvalidDocumentException {
    return read(key, Node::asBool);
  }

  public Optional<Boolean> optionalBool(String key) throws InvalidDocumentException {
    return optional(key, Node::asBool);
  }

  /** See {@link Node#asInstant()}. */
  public Instant instant(String key) throws InvalidDocumentException {
    return read(key, Node::asInstant);
  }

  public Optional<Instant> optionalInstant(String key) throws InvalidDocumentException {
    return optional(key, Node::asInstant);
  }

  /** See {@link Node#asDuration()}. */
  public Duration duration(String key) throws InvalidDocumentException {
    return read(key, Node::asDuration);
  }

  public Optional<Duration> optionalDuration(String key) throws InvalidDocumentException {
    return optional(key, Node::asDuration);
  }

  /** See {@link Node#asEnum(Class)}. */
  public <E extends Enum<E>> E enumValue(String key, Class<E> type)
      throws InvalidDocumentException {
    return read(key, node -> node.asEnum(type));
  }

  public <E extends Enum<E>> Optional<E> optionalEnum(String key, Class<E> type)
      throws InvalidDocumentException {
    return optional(key, node -> node.asEnum(type));
  }

  public MapNode map(String key) throws InvalidDocumentException {
    return read(key, Node::asMap);
  }

  public Optional<MapNode> optionalMap(String key) throws InvalidDocumentException {
    return optional(key, Node::asMap);
  }

  public ListNode list(String key) throws InvalidDocumentException {
    return read(key, Node::asList);
  }

  public Optional<ListNode> optionalList(String key) throws InvalidDocumentException {
    return optional(key, Node::asList);
  }

  /** The maps of a list; empty when the key is missing. */
  public List<MapNode> maps(String key) throws InvalidDocumentException {
    Optional<ListNode> list = optionalList(key);
    return list.isEmpty() ? List.of() : list.get().maps();
  }

  /** The texts of a list; empty when the key is missing. */
  public List<String> texts(String key) throws InvalidDocumentException {
    Optional<ListNode> list = optionalList(key);
    return list.isEmpty() ? List.of() : list.get().texts();
  }

  /** A problem at a key, for what a schema cannot say; given is the value there. */
  public Problem problem(String key, String allowed, String message) {
    Node value = values.get(key);
    return value == null ? missing(key) : value.problem(allowed, message);
  }

  @Override
  public Object plain() {
    Map<String, Object> plain = new LinkedHashMap<>();
    values.forEach((key, value) -> plain.put(key, value.plain()));
    return Collections.unmodifiableMap(plain);
  }

  @Override
  public String kind() {
    return "a map";
  }

  @Override
  public String shown() {
    List<String> first = new ArrayList<>(values.keySet()).subList(0, Math.min(3, values.size()));
    return "a map of " + (values.size() > 3 ? first + " …" : first.toString());
  }

  /** Equal when place and content are equal. */
  @Override
  public boolean equals(Object other) {
    return other instanceof MapNode map
        && where.equals(map.where)
        && pointer.equals(map.pointer)
        && values.equals(map.values);
  }

  @Override
  public int hashCode() {
    return Objects.hash(where, pointer, values);
  }

  @Override
  public String toString() {
    return where + " " + plain();
  }

  private Problem missing(String key) {
    return new Problem(where, pointer, "", "", "the key \"" + key + "\" is missing");
  }
}
