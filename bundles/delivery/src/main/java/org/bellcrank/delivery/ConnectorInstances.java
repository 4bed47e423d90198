package org.bellcrank.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.bellcrank.calendar.MaintenanceWindows;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorCheck;
import org.bellcrank.delivery.rfc.RfcDestination;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;
import org.bellcrank.document.Schema;
import org.bellcrank.document.Suggestion;

/** Reads the connector instances of a site, {@code connectors.yaml}. */
public final class ConnectorInstances {

  /**
   * An address of a database has no part of its own for a user, and its driver takes secrets under
   * many names: only these may stand in it, written plainly. They are those of delivery-jdbc.
   */
  private static final Pattern DATABASE =
      Pattern.compile(
          "jdbc:[^@?]+(\\?(?:&?(?:sslmode|sslrootcert|sslcert|sslkey|targetServerType|currentSchema)"
              + "=[^&]*)*)?");

  /** The way out to function modules, not where a comment names it. */
  private static final Pattern RFC = Pattern.compile("(?m)^[^#\\n]*direct:bellcrank/rfc\\b");

  private static final Schema SCHEMA =
      Schema.ofResource(ConnectorInstances.class, "/schema/connectors.schema.json");

  /** Longer than most orders stay open. */
  private static final Duration LINKS_LIVE = Duration.ofDays(180);

  private ConnectorInstances() {}

  /** The published schema of the list under {@code connectors}. */
  public static Schema schema() {
    return SCHEMA;
  }

  /**
   * Reads the document.
   *
   * @throws InvalidDocumentException with everything that is wrong with it
   */
  public static List<ConnectorInstance> read(Node document) throws InvalidDocumentException {
    Node section = document.asMap().get("connectors");
    SCHEMA.check(section);
    return read(section.asList().maps());
  }

  /**
   * Reads the maps of {@code connectors} lists that fit the schema already.
   *
   * @throws InvalidDocumentException when two instances have the same id
   */
  public static List<ConnectorInstance> read(List<MapNode> connectors)
      throws InvalidDocumentException {
    return read(connectors, site -> Optional.empty());
  }

  /**
   * As above.
   *
   * @param zones time zone of a site, by its id; empty where its calendar is not known
   */
  public static List<ConnectorInstance> read(
      List<MapNode> connectors, Function<String, Optional<ZoneId>> zones)
      throws InvalidDocumentException {
    List<ConnectorInstance> instances = new ArrayList<>();
    List<Problem> problems = new ArrayList<>();
    for (MapNode node : connectors) {
      ConnectorInstance instance =
          instance(node)
              .resting(maintenance(node, zones, problems))
              .hearing(node.optionalText("hook"))
              .using(register(node))
              .told(node.optionalText("condition").filter("report"::equals).isPresent())
              .linking(links(node))
              .over(transport(node));
      if (instances.stream().anyMatch(other -> other.id().equals(instance.id()))) {
        problems.add(node.problem("id", "an id of its own", "this id is taken"));
      }
      checkKeys(node, instance, problems);
      checkLinks(node, instance, problems);
      checkTls(node, instance, problems);
      checkRfc(node, instance, problems);
      if (holdsCredential(instance.address())) {
        problems.add(
            new Problem(
                node.where("address"),
                node.pointer() + "/address",
                "an address with a user, a password or a parameter that could be one",
                "one without; the credential is named by credential, a database's address may say"
                    + " sslmode, sslrootcert, sslcert, sslkey, targetServerType and currentSchema",
                ""));
      }
      instances.add(instance);
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return List.copyOf(instances);
  }

  private static ConnectorInstance.Transport transport(MapNode node)
      throws InvalidDocumentException {
    Optional<MapNode> limits = node.optionalMap("limits");
    Optional<MapNode> tls = node.optionalMap("tls");
    return new ConnectorInstance.Transport(
        limit(limits, "requestsPerHour"),
        limit(limits, "maxBytes"),
        tls.isEmpty() ? Optional.empty() : tls.get().optionalText("lowest"),
        tls.isEmpty() ? Optional.empty() : tls.get().optionalText("none"));
  }

  /** What is said of a way has to be about that way. */
  private static void checkTls(MapNode node, ConnectorInstance instance, List<Problem> problems)
      throws InvalidDocumentException {
    boolean https = "https".equals(instance.address().getScheme());
    if (instance.transport().lowestTls().isPresent() && !https) {
      problems.add(node.map("tls").problem("lowest", "none", "the address is no https address"));
    }
    if (instance.transport().plain().isPresent() && Endpoint.isSealed(instance.address())) {
      problems.add(
          node.map("tls").problem("none", "lowest: \"1.2\" or \"1.3\"", "the address has TLS"));
    }
  }

  /** What its bridge would refuse at each call is told at once. */
  private static void checkRfc(MapNode node, ConnectorInstance instance, List<Problem> problems) {
    if ("rfc".equals(instance.address().getScheme())) {
      try {
        RfcDestination.of(instance.address(), Optional.empty(), Duration.ZERO, Duration.ZERO);
      } catch (IllegalArgumentException unfit) {
        problems.add(
            new Problem(
                node.where("address"),
                node.pointer() + "/address",
                instance.address().toString().replaceFirst("\\?.*", ""),
                RfcDestination.FORMS,
                unfit.getMessage()));
      }
    }
  }

  private static boolean holdsCredential(URI address) {
    return address.isOpaque()
        ? !DATABASE.matcher(address.toString()).matches()
        : address.getRawUserInfo() != null;
  }

  /**
   * Holds the instances against the connectors that are loaded: unknown kinds and missing context.
   *
   * @return empty when all is well
   */
  public static List<Problem> check(List<MapNode> nodes, Connectors connectors)
      throws InvalidDocumentException {
    List<Problem> problems = new ArrayList<>();
    List<String> kinds = connectors.all().stream().map(Connectors.Loaded::kind).toList();
    for (MapNode node : nodes) {
      String kind = node.text("kind");
      Optional<Connector> connector = connectors.find(kind);
      if (connector.isEmpty()) {
        problems.add(
            node.problem(
                "kind",
                String.join(", ", kinds),
                Suggestion.closest(kind, kinds)
                    .map(near -> "no such connector is loaded, did you mean \"" + near + "\"")
                    .orElse("no such connector is loaded")));
      } else {
        context(node, connector.get(), problems);
        functionModules(node, connector.get(), problems);
        edition(node, connector.get(), problems);
      }
    }
    return problems;
  }

  private static Optional<ConnectorInstance.Links> links(MapNode node)
      throws InvalidDocumentException {
    Optional<MapNode> given = node.optionalMap("links");
    return given.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new ConnectorInstance.Links(
                given
                    .get()
                    .read("address", text -> text.as("an http or https address", URI::create)),
                given.get().optionalText("key"),
                given.get().optionalDuration("lifetime").orElse(LINKS_LIVE)));
  }

  private static void checkLinks(MapNode node, ConnectorInstance instance, List<Problem> problems)
      throws InvalidDocumentException {
    if (instance.links().isEmpty()) {
      return;
    }
    ConnectorInstance.Links links = instance.links().get();
    MapNode given = node.map("links");
    if (links.address().getRawUserInfo() != null) {
      problems.add(
          new Problem(
              given.where("address"),
              given.pointer() + "/address",
              "an address with a user or a password",
              "one without user and password: whoever gets a link reads it",
              ""));
    }
    if (links.lifetime().isZero() || links.lifetime().isNegative()) {
      problems.add(given.problem("lifetime", "more than nothing", "no link would ever show"));
    }
  }

  /** A connector that calls function modules needs an address of such, and no other does. */
  private static void functionModules(MapNode node, Connector connector, List<Problem> problems)
      throws InvalidDocumentException {
    boolean given = node.text("address").startsWith("rfc:");
    boolean wanted =
        connector.routes().values().stream().anyMatch(text -> RFC.matcher(text).find());
    if (given != wanted) {
      problems.add(
          new Problem(
              node.where("address"),
              node.pointer() + "/address",
              given ? "an rfc address" : "no rfc address",
              wanted ? RfcDestination.FORMS : "an address of another kind",
              wanted
                  ? "the connector %s calls function modules".formatted(connector.id())
                  : "the connector %s calls no function modules".formatted(connector.id())));
    }
  }

  private static void context(MapNode node, Connector connector, List<Problem> problems)
      throws InvalidDocumentException {
    Optional<MapNode> context = node.optionalMap("context");
    for (Connector.ContextField field : connector.context()) {
      if (field.required() && context.filter(c -> c.has(field.name())).isEmpty()) {
        problems.add(
            new Problem(
                node.where("context"),
                node.pointer() + "/context",
                "",
                "",
                "the connector %s needs \"%s\": %s"
                    .formatted(connector.id(), field.name(), field.meaning())));
      }
    }
    if (connector.givesLinks() && !node.has("links")) {
      problems.add(
          new Problem(
              node.where("id"),
              node.pointer(),
              "no links",
              "links: { address: https://…, key: secret:NAME }",
              "the connector %s gives its CMMS links to pictures".formatted(connector.id())));
    }
    if (node.optionalText("condition").filter("report"::equals).isPresent()
        && connector.recipe().flow(Purpose.CONDITION).isEmpty()) {
      problems.add(
          node.problem(
              "condition",
              "none",
              "the connector %s has no flow condition: its system has no field for it that can be"
                      .formatted(connector.id())
                  + " read back"));
    }
    if (connector.authentication() != Connector.Authentication.NONE && !node.has("credential")) {
      problems.add(
          new Problem(
              node.where("id"),
              node.pointer(),
              "no credential",
              "secret:NAME or env:NAME",
              "the connector %s proves who it is".formatted(connector.id())));
    }
  }

  /** What of the connector does not fit the edition that the instance says it has. */
  private static void edition(MapNode node, Connector connector, List<Problem> problems)
      throws InvalidDocumentException {
    Optional<String> edition = node.optionalText("edition");
    if (edition.isEmpty()) {
      return;
    }
    Set<String> known = connector.facts().editions();
    if (!known.contains(edition.get())) {
      problems.add(
          node.problem(
              "edition",
              known.isEmpty() ? "none" : String.join(", ", known),
              "the facts of %s are about: %s"
                  .formatted(connector.id(), connector.facts().edition())));
      return;
    }
    try {
      for (Problem unfit : ConnectorCheck.in(connector, edition.get())) {
        problems.add(
            node.problem("edition", "", "in edition " + edition.get() + ": " + unfit.text()));
      }
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static ConnectorInstance instance(MapNode node) throws InvalidDocumentException {
    Map<String, String> context = new LinkedHashMap<>();
    Optional<MapNode> given = node.optionalMap("context");
    if (given.isPresent()) {
      for (String name : given.get().keys()) {
        context.put(name, given.get().text(name));
      }
    }
    Optional<MapNode> limits = node.optionalMap("limits");
    return new ConnectorInstance(
        node.text("id"),
        node.text("kind"),
        node.optionalText("title").orElse(node.text("id")),
        node.text("site"),
        node.read(
            "address",
            address -> address.as("an http, https, jdbc:postgresql or rfc address", URI::create)),
        node.optionalText("credential"),
        context,
        limit(limits, "concurrency"),
        limit(limits, "requestsPerMinute"),
        limits.isEmpty() ? Optional.empty() : duration(limits.get()),
        keys(node));
  }

  private static Maintenance maintenance(
      MapNode node, Function<String, Optional<ZoneId>> zones, List<Problem> problems)
      throws InvalidDocumentException {
    List<MapNode> windows = node.maps("maintenance");
    if (windows.isEmpty()) {
      return Maintenance.NONE;
    }
    String site = node.text("site");
    try {
      return Maintenance.of(MaintenanceWindows.read(windows, () -> zones.apply(site)));
    } catch (InvalidDocumentException broken) {
      problems.addAll(broken.problems());
      return Maintenance.NONE;
    }
  }

  private static ConnectorInstance.RegisterUse register(MapNode node)
      throws InvalidDocumentException {
    Optional<MapNode> register = node.optionalMap("register");
    return register.isPresent()
        ? new ConnectorInstance.RegisterUse(register.get().text("criticality").equals("cmms"))
        : ConnectorInstance.RegisterUse.NONE;
  }

  private static Optional<ConnectorInstance.Keys> keys(MapNode node)
      throws InvalidDocumentException {
    Optional<String> keystore = node.optionalText("keystore");
    String alias = node.optionalText("keyAlias").orElse("");
    return keystore.map(name -> new ConnectorInstance.Keys(name, alias));
  }

  /** Who names a keystore believes that the way is a safe one. */
  private static void checkKeys(MapNode node, ConnectorInstance instance, List<Problem> problems) {
    if (instance.keys().isPresent() && !"https".equals(instance.address().getScheme())) {
      problems.add(
          node.problem("keystore", "none with an http address", "the address is no https address"));
    }
    if (instance.keys().isEmpty() && node.has("keyAlias")) {
      problems.add(
          node.problem(
              "keyAlias", "none without a keystore", "the keystore that holds it is missing"));
    }
  }

  private static Optional<Duration> duration(MapNode limits) throws InvalidDocumentException {
    return limits.optionalDuration("answerTimeout");
  }

  private static OptionalInt limit(Optional<MapNode> limits, String key)
      throws InvalidDocumentException {
    Optional<Integer> value =
        limits.isEmpty() ? Optional.empty() : limits.get().optionalInteger(key);
    return value.isPresent() ? OptionalInt.of(value.get()) : OptionalInt.empty();
  }
}
