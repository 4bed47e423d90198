package org.bellcrank.delivery.connector;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.document.Documents;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/**
 * The transport check list of a connector: a protocol that both sides speak, the level of TLS, how
 * one signs on, how many requests and how many bytes its system takes, as {@code facts.yaml} says
 * under {@code transport}. Immutable.
 *
 * @param items what is known of each item, in words; an item that is not stated is not there
 * @param speaks the protocols of ours that the system speaks: {@code https}, {@code jdbc}, {@code
 *     rfc}, {@code file} for a mounted folder
 * @param missing one problem for each item that is not stated, with its place and what is allowed
 */
public record TransportList(Map<String, String> items, Set<String> speaks, List<Problem> missing) {

  /** The five items, and what may stand there. */
  private static final Map<String, String> ALLOWED = allowed();

  /**
   * What a connection of ours begins with: Java refuses older versions unless somebody changed its
   * security settings.
   */
  private static final String OURS = "1.2";

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");

  /** Keeps unmodifiable copies. */
  public TransportList {
    items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
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
    return allowed;
  }

  /**
   * The list of a connector.
   *
   * @throws IOException when its folder cannot be read any more
   * @throws InvalidDocumentException when its facts are no document any more
   */
  public static TransportList of(Connector connector) throws IOException, InvalidDocumentException {
    MapNode facts = Documents.read(connector.folder().resolve("facts.yaml")).asMap();
    Optional<MapNode> transport = facts.optionalMap("transport");
    Map<String, String> items = new LinkedHashMap<>();
    List<Problem> missing = new ArrayList<>();
    for (String each : ALLOWED.keySet()) {
      Optional<MapNode> item = part(transport, each);
      if (item.isPresent()) {
        items.put(each, words(each, item.get()));
      } else {
        missing.add(lacking(connector, transport.orElse(facts), each));
      }
    }
    Optional<MapNode> protocol = part(transport, "protocol");
    return new TransportList(
        items,
        protocol.isPresent() ? Set.copyOf(protocol.get().texts("speaks")) : Set.of(),
        missing);
  }

  private static Problem lacking(Connector connector, MapNode where, String item) {
    return new Problem(
        where.where(),
        "/transport/" + item,
        "none",
        ALLOWED.get(item),
        "connector %s: the transport check list lacks %s".formatted(connector.id(), item));
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
      case "rate" -> rate(node);
      default ->
          node.optionalInteger("bytes").map("%d bytes"::formatted).orElse("payload: none stated");
    };
  }

  private static String rate(MapNode node) throws InvalidDocumentException {
    List<String> words = new ArrayList<>();
    node.optionalInteger("perMinute").ifPresent(each -> words.add(each + " a minute"));
    node.optionalInteger("perHour").ifPresent(each -> words.add(each + " an hour"));
    return words.isEmpty() ? "rate: none stated" : String.join(", ", words);
  }

  /** The items that are known, in one line. */
  public String line() {
    return String.join("; ", items.values());
  }

  /** As {@link #line()}, for an address without complaint: TLS is not told where it has none. */
  public String line(URI address) {
    Map<String, String> there = new LinkedHashMap<>(items);
    if (!speaks.equals(Set.of("file")) && !isSealed(address)) {
      there.replace("tls", "no TLS (this machine)");
    }
    return String.join("; ", there.values());
  }

  /**
   * What is wrong with an address under this list: no protocol in common, or a way without TLS to
   * another machine.
   *
   * @return empty when nothing is
   */
  public Optional<String> complaint(URI address) {
    if (speaks.equals(Set.of("file"))) {
      return Optional.empty(); // the address is for people
    }
    String scheme = String.valueOf(address.getScheme());
    String protocol = scheme.equals("http") ? "https" : scheme;
    if (!speaks.isEmpty() && !speaks.contains(protocol)) {
      return Optional.of(
          "no protocol in common: given %s; allowed: %s"
              .formatted(scheme, String.join(", ", speaks.stream().sorted().toList())));
    }
    return isSealed(address) || isHere(address)
        ? Optional.empty()
        : Optional.of(
            "no TLS to another machine: given %s; allowed: %s"
                .formatted(
                    scheme,
                    protocol.equals("jdbc")
                        ? "jdbc:postgresql with sslmode=require, verify-ca or verify-full"
                        : "https"));
  }

  /** What an address of our customers' own function modules does is their library's matter. */
  private static boolean isSealed(URI address) {
    return switch (String.valueOf(address.getScheme())) {
      case "https", "rfc" -> true;
      case "jdbc" ->
          address
              .getSchemeSpecificPart()
              .matches(".*[?&]sslmode=(require|verify-ca|verify-full).*");
      default -> false;
    };
  }

  private static boolean isHere(URI address) {
    URI inner =
        "jdbc".equals(address.getScheme()) ? URI.create(address.getSchemeSpecificPart()) : address;
    return inner.getHost() != null && THIS_MACHINE.contains(inner.getHost());
  }
}
