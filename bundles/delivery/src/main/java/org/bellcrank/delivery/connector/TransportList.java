package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/**
 * The transport check list of a connector: a protocol that both sides speak, the level of TLS, how
 * one signs on, how many requests and how many bytes its system takes, as {@code facts.yaml} says
 * under {@code transport}. Immutable.
 *
 * @param items what is known of each item, in words; an item that is not stated is not there
 * @param sources where each of these is known from, with how surely
 * @param speaks the protocols of ours that the system speaks: {@code https}, {@code jdbc}, {@code
 *     rfc}, {@code file} for a mounted folder
 * @param rate how many requests it takes
 * @param bytes the biggest file it takes; empty where none is stated
 * @param missing one problem for each item that is not stated, with its place and what is allowed
 */
public record TransportList(
    Map<String, String> items,
    Map<String, String> sources,
    Set<String> speaks,
    Rate rate,
    OptionalLong bytes,
    List<Problem> missing) {

  /**
   * What a connection of ours begins with: Java refuses older versions unless somebody changed its
   * security settings.
   */
  public static final String OURS = "1.2";

  /** The five items, and what may stand there. */
  private static final Map<String, String> ALLOWED = allowed();

  /**
   * How many requests a system takes.
   *
   * @param perMinute empty where none is stated
   * @param perHour empty where none is stated
   */
  public record Rate(OptionalLong perMinute, OptionalLong perHour) {

    /** In words; "none stated" where it is not known. */
    public String words() {
      List<String> words = new ArrayList<>();
      perMinute.ifPresent(each -> words.add(each + " a minute"));
      perHour.ifPresent(each -> words.add(each + " an hour"));
      return words.isEmpty() ? "rate: none stated" : String.join(", ", words);
    }
  }

  /** Keeps unmodifiable copies. */
  public TransportList {
    items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    sources = Map.copyOf(sources);
    speaks = Set.copyOf(speaks);
    missing = List.copyOf(missing);
  }

  private static Map<String, String> allowed() {
    Map<String, String> allowed = new LinkedHashMap<>();
    allowed.put("protocol", "speaks: [https, jdbc, rfc, file], at least one, and a source");
    allowed.put("tls", "lowest: \"1.2\" or \"1.3\", or stated: none, and a source");
    allowed.put("authentication", "by, in words, and a source");
    allowed.put("rate", "perMinute, perHour, or stated: none, and a source");
    allowed.put("payload", "bytes, or stated: none, and a source");
    return Collections.unmodifiableMap(allowed);
  }

  /**
   * The list of a connector.
   *
   * @param facts what stands in its {@code facts.yaml}, which the schema has let through
   */
  static TransportList of(MapNode facts) throws InvalidDocumentException {
    Optional<MapNode> transport = facts.optionalMap("transport");
    Map<String, String> items = new LinkedHashMap<>();
    Map<String, String> sources = new LinkedHashMap<>();
    List<Problem> missing = new ArrayList<>();
    for (String each : ALLOWED.keySet()) {
      Optional<MapNode> item = part(transport, each);
      if (item.isPresent()) {
        items.put(each, words(each, item.get()));
        sources.put(each, item.get().text("source"));
      } else {
        missing.add(lacking(transport.orElse(facts), each));
      }
    }
    Optional<MapNode> protocol = part(transport, "protocol");
    Optional<MapNode> payload = part(transport, "payload");
    return new TransportList(
        items,
        sources,
        protocol.isPresent() ? Set.copyOf(protocol.get().texts("speaks")) : Set.of(),
        rate(part(transport, "rate")),
        payload.isPresent() ? number(payload.get(), "bytes") : OptionalLong.empty(),
        missing);
  }

  private static Problem lacking(MapNode where, String item) {
    return new Problem(
        where.where(),
        "/transport/" + item,
        "none",
        ALLOWED.get(item),
        "the transport check list lacks " + item);
  }

  private static Optional<MapNode> part(Optional<MapNode> of, String key)
      throws InvalidDocumentException {
    return of.isPresent() ? of.get().optionalMap(key) : Optional.empty();
  }

  private static String words(String item, MapNode node) throws InvalidDocumentException {
    return switch (item) {
      case "protocol" -> String.join(", ", node.texts("speaks"));
      case "tls" ->
          node.optionalText("lowest")
              .map(lowest -> "TLS " + lowest)
              .orElse("TLS %s by us, none stated".formatted(OURS));
      case "authentication" -> node.text("by");
      case "rate" -> rate(Optional.of(node)).words();
      default ->
          node.optionalInteger("bytes").map("%d bytes"::formatted).orElse("payload: none stated");
    };
  }

  private static Rate rate(Optional<MapNode> node) throws InvalidDocumentException {
    return node.isEmpty()
        ? new Rate(OptionalLong.empty(), OptionalLong.empty())
        : new Rate(number(node.get(), "perMinute"), number(node.get(), "perHour"));
  }

  private static OptionalLong number(MapNode node, String key) throws InvalidDocumentException {
    Optional<Integer> given = node.optionalInteger(key);
    return given.isPresent() ? OptionalLong.of(given.get()) : OptionalLong.empty();
  }

  /** The items that are known, in one line. */
  public String line() {
    return String.join("; ", items.values());
  }
}
