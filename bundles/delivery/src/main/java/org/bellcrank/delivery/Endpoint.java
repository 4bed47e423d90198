package org.bellcrank.delivery;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.TransportList;

/**
 * The transport check list of one endpoint: what holds on the way to one system, beside what its
 * vendor states. The numbers are those that the gateway keeps to. Immutable.
 *
 * @param items {@code protocol}, {@code tls}, {@code authentication}, {@code rate} and {@code
 *     payload}, each in words; always all five
 * @param complaints what is wrong: an item that nothing is known of, no protocol in common, or a
 *     way without TLS to another machine that nobody said is meant; empty when nothing is
 */
public record Endpoint(Map<String, String> items, List<String> complaints) {

  private static final Set<String> THIS_MACHINE = Set.of("127.0.0.1", "localhost", "[::1]");
  private static final Pattern SSL_MODE =
      Pattern.compile("[?&]sslmode=(require|verify-ca|verify-full)(&|$)");

  /** Keeps unmodifiable copies, in their order. */
  public Endpoint {
    items = Collections.unmodifiableMap(new LinkedHashMap<>(items));
    complaints = List.copyOf(complaints);
  }

  /**
   * The list of an instance over a connector of its kind.
   *
   * @throws IllegalArgumentException when what stands behind {@code jdbc:} in its address is no
   *     address
   */
  public static Endpoint of(ConnectorInstance instance, Connector connector) {
    TransportList list = connector.facts().transport();
    Map<String, String> items = new LinkedHashMap<>();
    items.put("protocol", protocol(instance.address(), list));
    items.put("tls", tls(instance, list));
    items.put("authentication", authentication(instance, list));
    items.put("rate", rate(instance, connector));
    items.put("payload", payload(instance, connector));
    List<String> complaints = new ArrayList<>();
    items.keySet().stream()
        .filter(each -> !list.items().containsKey(each))
        .forEach(
            each ->
                complaints.add("facts.yaml of %s states no %s".formatted(connector.id(), each)));
    if (!isFile(list)) {
      foreign(instance.address(), list).ifPresent(complaints::add);
      unsealed(instance).ifPresent(complaints::add);
    }
    return new Endpoint(items, complaints);
  }

  /** The five items in one line. */
  public String line() {
    return String.join("; ", items.values());
  }

  /** The address of what lays files down is for people alone. */
  private static boolean isFile(TransportList list) {
    return list.speaks().equals(Set.of("file"));
  }

  private static String scheme(URI address) {
    return String.valueOf(address.getScheme());
  }

  private static String protocol(URI address, TransportList list) {
    return isFile(list) ? "file" : scheme(address);
  }

  private static String tls(ConnectorInstance instance, TransportList list) {
    URI address = instance.address();
    if (isFile(list) || scheme(address).equals("rfc")) {
      return stated(list, "tls");
    }
    if (!isSealed(address)) {
      return isHere(address)
          ? "no TLS (this machine)"
          : "no TLS" + instance.transport().plain().map(why -> " (meant: " + why + ")").orElse("");
    }
    Matcher mode = SSL_MODE.matcher(address.toString());
    return mode.find()
        ? "TLS, sslmode=" + mode.group(1)
        : "TLS %s or newer".formatted(instance.transport().lowestTls().orElse(TransportList.OURS))
            + system(list, "tls");
  }

  private static String authentication(ConnectorInstance instance, TransportList list) {
    String keys =
        instance
            .keys()
            .map(
                each ->
                    each.alias().isEmpty()
                        ? ", certificates of keystore " + each.keystore()
                        : ", key %s of keystore %s".formatted(each.alias(), each.keystore()))
            .orElse("");
    return stated(list, "authentication") + keys;
  }

  private static String rate(ConnectorInstance instance, Connector connector) {
    int minute = instance.requestsPerMinute().orElse(connector.limits().requestsPerMinute());
    int hour = instance.transport().requestsPerHour().orElse(connector.limits().requestsPerHour());
    List<String> ours = new ArrayList<>();
    if (minute > 0) {
      ours.add(minute + " a minute");
    }
    if (hour > 0) {
      ours.add(hour + " an hour");
    }
    return (ours.isEmpty() ? "no limit of requests by us" : String.join(", ", ours))
        + system(connector.facts().transport(), "rate");
  }

  private static String payload(ConnectorInstance instance, Connector connector) {
    long bytes = connector.attachments().upTo(instance.transport().maxBytes()).maxBytes();
    return (bytes == 0 ? "no files" : bytes + " bytes")
        + system(connector.facts().transport(), "payload");
  }

  private static String stated(TransportList list, String item) {
    return list.items().getOrDefault(item, item + ": missing");
  }

  private static String system(TransportList list, String item) {
    return " (system: %s)".formatted(stated(list, item).replaceFirst("^" + item + ": ", ""));
  }

  private static Optional<String> foreign(URI address, TransportList list) {
    String scheme = scheme(address);
    String protocol = scheme.equals("http") ? "https" : scheme;
    return list.speaks().isEmpty() || list.speaks().contains(protocol)
        ? Optional.empty()
        : Optional.of(
            "no protocol in common: given %s; allowed: %s"
                .formatted(scheme, String.join(", ", list.speaks().stream().sorted().toList())));
  }

  private static Optional<String> unsealed(ConnectorInstance instance) {
    URI address = instance.address();
    if (isSealed(address) || isHere(address) || instance.transport().plain().isPresent()) {
      return Optional.empty();
    }
    return Optional.of(
        "no TLS to another machine: given %s; allowed: %s, or tls: { none: why this is meant }"
            .formatted(
                scheme(address),
                scheme(address).equals("jdbc")
                    ? "jdbc:postgresql with sslmode=require, verify-ca or verify-full"
                    : "https"));
  }

  /**
   * Whether nobody on the way can read it. What an address of our customers' own function modules
   * does is their library's matter.
   */
  static boolean isSealed(URI address) {
    return switch (scheme(address)) {
      case "https", "rfc" -> true;
      case "jdbc" -> SSL_MODE.matcher(address.toString()).find();
      default -> false;
    };
  }

  private static boolean isHere(URI address) {
    URI inner =
        "jdbc".equals(address.getScheme())
            ? URI.create(address.getRawSchemeSpecificPart())
            : address;
    return inner.getHost() != null && THIS_MACHINE.contains(inner.getHost());
  }
}
