package org.bellcrank.driver.opcua;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.bellcrank.asset.Browsable;
import org.bellcrank.asset.UnbrowsableException;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.enumerated.NodeClass;
import org.eclipse.milo.opcua.stack.core.types.structured.ReferenceDescription;

/**
 * What the server of a driver shows, for the console: objects and variables, over the driver's own
 * session, so that it sees what the driver's user may see. One look at a time; a flat server's
 * thousands are searched by name and told in parts.
 */
final class Browsing implements Browsable {

  /** References that one look goes through; a hundred times more would hold a server up. */
  private static final int LOOKED_AT = 5_000;

  private static final String NODE = "node.id";

  private static final long WAIT_SECONDS = 3;
  private static final Address BEGIN = new Address(NodeIds.ObjectsFolder.expanded(), List.of());

  private final String driver;
  private final String place;
  private final Link link;
  private final int most;
  private final Semaphore one = new Semaphore(1);

  /** As the server numbered them at the last look; null before the first. */
  private volatile NamespaceTable namespaces;

  Browsing(String driver, Place place, Link link) {
    this(driver, place, link, LOOKED_AT);
  }

  /**
   * As above.
   *
   * @param most references that one look goes through, and those of the answer that reached it
   */
  Browsing(String driver, Place place, Link link, int most) {
    this.driver = driver;
    this.place = place.toString();
    this.link = link;
    this.most = most;
  }

  /**
   * As points name a driver: where no gateway names its instances, the part of the PID that a
   * person chose.
   */
  static String name(Map<String, Object> properties) {
    String pid = String.valueOf(properties.getOrDefault("service.pid", OpcUaDriver.PID));
    return String.valueOf(
        properties.getOrDefault("kura.service.pid", pid.substring(pid.indexOf('~') + 1)));
  }

  @Override
  public String driver() {
    return driver;
  }

  @Override
  public String place() {
    return place;
  }

  @Override
  public Branch below(String node, String find, int from, int limit) throws UnbrowsableException {
    if (from < 0 || limit < 1 || limit > MOST) {
      throw new IllegalArgumentException(
          "from, limit: given %d, %d; allowed: 0 or more, 1 to %d".formatted(from, limit, MOST));
    }
    Address address = address(node);
    boolean mine = false;
    try {
      mine = one.tryAcquire(WAIT_SECONDS, TimeUnit.SECONDS);
      if (!mine) {
        throw told("it is being looked through right now, try again", null);
      }
      return looked(address, find.strip().toLowerCase(Locale.ROOT), from, limit);
    } catch (RefusedValueException e) {
      throw told(e.getMessage(), e);
    } catch (UaException e) {
      throw told("it did not answer (%s)".formatted(Words.of(e)), e);
    } catch (ConnectionException e) {
      throw new UnbrowsableException(
          e.getMessage().replaceFirst("; it is tried again with the next reading", ""), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw told("interrupted", e);
    } finally {
      if (mine) {
        one.release();
      }
    }
  }

  /** A path is not followed: that would ask the server for each point. */
  @Override
  public Map<String, String> asTold(Map<String, String> settings) {
    NamespaceTable known = namespaces;
    String written = settings.getOrDefault(NODE, "");
    if (known == null || written.isEmpty() || isAsTold(written)) {
      return settings;
    }
    return byNamespace(written, known)
        .map(
            node -> {
              Map<String, String> all = new HashMap<>(settings);
              all.put(NODE, node);
              return Map.copyOf(all);
            })
        .orElse(settings);
  }

  /** What has a percent sign may have been written before it was escaped. */
  private static boolean isAsTold(String written) {
    return written.startsWith("nsu=") && written.indexOf('%') < 0;
  }

  private static Optional<String> byNamespace(String written, NamespaceTable known) {
    try {
      Address address = Address.of(NODE, written);
      return address.path().isEmpty()
          ? address.id().toNodeId(known).map(id -> Address.written(id.expanded(known)))
          : Optional.empty();
    } catch (RefusedValueException | RuntimeException e) {
      return Optional.empty(); // whoever reads the point says so
    }
  }

  private static Address address(String node) {
    try {
      return node.isBlank() ? BEGIN : Address.of("node", node);
    } catch (RefusedValueException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  private UnbrowsableException told(String why, Exception cause) {
    return new UnbrowsableException("OPC UA server %s: %s".formatted(place, why), cause);
  }

  private Branch looked(Address address, String find, int from, int limit)
      throws ConnectionException, RefusedValueException, UaException {
    OpcUaClient client = link.client();
    namespaces = client.getNamespaceTable();
    Children.Some all = Children.of(client, address.on(client), most);
    List<ReferenceDescription> fits =
        all.nodes().stream()
            .filter(each -> isShown(client, each))
            .filter(each -> name(each).toLowerCase(Locale.ROOT).contains(find))
            .toList();
    List<ReferenceDescription> some =
        fits.subList(Math.min(from, fits.size()), Math.min(fits.size(), from + limit));
    List<NodeId> variables =
        some.stream()
            .filter(each -> each.getNodeClass() == NodeClass.Variable)
            .map(each -> id(client, each))
            .toList();
    Map<NodeId, Variable> values = Variable.read(client, variables);
    Map<NodeId, MeasuredIn> units = MeasuredIn.of(client, variables);
    List<Node> nodes = new ArrayList<>();
    for (ReferenceDescription each : some) {
      NodeId id = id(client, each);
      nodes.add(node(client, each, values.get(id), units.getOrDefault(id, MeasuredIn.UNSAID)));
    }
    return new Branch(nodes, fits.size(), all.whole());
  }

  /**
   * What calls and what only describes another node in the standard's words is no place to look.
   */
  private static boolean isShown(OpcUaClient client, ReferenceDescription each) {
    boolean describes =
        NodeIds.HasProperty.equals(each.getReferenceTypeId())
            && each.getBrowseName().namespaceIndex().intValue() == 0;
    return each.getNodeClass() != NodeClass.Method
        && !describes
        && each.getNodeId().toNodeId(client.getNamespaceTable()).isPresent();
  }

  private static NodeId id(OpcUaClient client, ReferenceDescription of) {
    return of.getNodeId().toNodeId(client.getNamespaceTable()).orElseThrow();
  }

  private static String name(ReferenceDescription of) {
    return Values.text(of.getBrowseName());
  }

  private static Node node(
      OpcUaClient client, ReferenceDescription what, Variable read, MeasuredIn unit) {
    String id = Address.written(id(client, what).expanded(client.getNamespaceTable()));
    boolean opens =
        what.getNodeClass() != NodeClass.Variable || read == null || read.type().isEmpty();
    return new Node(
        id, name(what), opens, Optional.ofNullable(read).map(each -> held(id, each, unit)));
  }

  private static Held held(String id, Variable read, MeasuredIn unit) {
    Optional<String> unfit = unfit(read);
    DataValue now = read.now();
    return new Held(
        read.type().isEmpty() && now.value().isNull() ? "" : read.typeName(),
        now.value().value() == null ? "" : read.valueText(),
        Optional.ofNullable(now.value().value())
            .filter(value -> now.statusCode().isGood())
            .flatMap(Browsing::number),
        now.statusCode().isGood(),
        Words.of(now.statusCode()),
        Optional.ofNullable(now.sourceTime() == null ? now.serverTime() : now.sourceTime())
            .map(time -> time.getJavaInstant()),
        unit.unit(),
        unit.text(),
        unit.low(),
        unit.high(),
        unfit.isPresent() ? Map.of() : Map.of(NODE, id),
        unfit);
  }

  /** Its digits, so that a Float of 20.3 stays 20.3. */
  private static Optional<Double> number(Object value) {
    if (!(value instanceof Number number) || !Double.isFinite(number.doubleValue())) {
      return Optional.empty();
    }
    return Optional.of(new BigDecimal(number.toString()).doubleValue());
  }

  /** Where no value tells what it is, a person may know. */
  private static Optional<String> unfit(Variable read) {
    if (read.isArray()) {
      return Optional.of("a list of values; a point is one number");
    }
    Optional<OpcUaDataType> type = read.type();
    if (type.isEmpty()) {
      return read.now().value().isNull()
          ? Optional.empty()
          : Optional.of("a structure; a point is one number");
    }
    return switch (type.get()) {
      case Boolean,
          SByte,
          Byte,
          Int16,
          UInt16,
          Int32,
          UInt32,
          Int64,
          UInt64,
          Float,
          Double,
          Variant ->
          Optional.empty();
      case DateTime -> Optional.of("a time; a point is a number");
      case String, LocalizedText -> Optional.of("a text; a point is a number");
      default -> Optional.of("no number; a point is one");
    };
  }
}
