package org.bellcrank.driver.opcua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.UaSerializationException;
import org.eclipse.milo.opcua.stack.core.types.UaStructuredType;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.EUInformation;
import org.eclipse.milo.opcua.stack.core.types.structured.Range;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePath;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePathElement;

/**
 * What a server says a variable is measured in: its properties EngineeringUnits and EURange (OPC
 * 10000-8, 5.3.2.3).
 *
 * @param unit UCUM unit; empty where there is none, or one that is not known here
 * @param text the unit as the server writes it
 */
record MeasuredIn(
    Optional<String> unit, Optional<String> text, Optional<Double> low, Optional<Double> high) {

  static final MeasuredIn UNSAID =
      new MeasuredIn(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

  private static final List<String> PROPERTIES = List.of("EngineeringUnits", "EURange");

  /**
   * Of those that have such properties; the others are missing. In two requests a batch.
   *
   * @throws UaException when the server does not answer
   */
  static Map<NodeId, MeasuredIn> of(OpcUaClient client, List<NodeId> variables) throws UaException {
    Map<NodeId, MeasuredIn> all = new LinkedHashMap<>();
    int step = Reading.BATCH / PROPERTIES.size();
    for (int from = 0; from < variables.size(); from += step) {
      some(client, variables.subList(from, Math.min(variables.size(), from + step)), all);
    }
    return all;
  }

  private static void some(OpcUaClient client, List<NodeId> variables, Map<NodeId, MeasuredIn> all)
      throws UaException {
    List<BrowsePath> paths = new ArrayList<>();
    for (NodeId each : variables) {
      PROPERTIES.forEach(name -> paths.add(path(each, name)));
    }
    BrowsePathResult[] found = client.translateBrowsePaths(paths).getResults();
    List<NodeId> whose = new ArrayList<>();
    List<ReadValueId> wanted = new ArrayList<>();
    for (int i = 0; found != null && i < found.length && i < paths.size(); i++) {
      Optional<NodeId> property = property(client, found[i]);
      if (property.isPresent()) {
        whose.add(paths.get(i).getStartingNode());
        wanted.add(
            new ReadValueId(
                property.get(), AttributeId.Value.uid(), null, QualifiedName.NULL_VALUE));
      }
    }
    if (wanted.isEmpty()) {
      return;
    }
    DataValue[] answers = client.read(0, TimestampsToReturn.Neither, wanted).getResults();
    for (int i = 0; answers != null && i < answers.length && i < whose.size(); i++) {
      MeasuredIn before = all.getOrDefault(whose.get(i), UNSAID);
      all.put(whose.get(i), before.with(structure(client, answers[i])));
    }
  }

  private static BrowsePath path(NodeId from, String property) {
    return new BrowsePath(
        from,
        new RelativePath(
            new RelativePathElement[] {
              new RelativePathElement(
                  NodeIds.HasProperty, false, true, new QualifiedName(0, property))
            }));
  }

  private static Optional<NodeId> property(OpcUaClient client, BrowsePathResult found) {
    return found.getStatusCode().isGood()
            && found.getTargets() != null
            && found.getTargets().length > 0
        ? found.getTargets()[0].getTargetId().toNodeId(client.getNamespaceTable())
        : Optional.empty();
  }

  /** Null for what is none, or cannot be decoded. */
  private static UaStructuredType structure(OpcUaClient client, DataValue read) {
    try {
      return read.value().value() instanceof ExtensionObject packed && !packed.isNull()
          ? packed.decode(client.getStaticEncodingContext())
          : null;
    } catch (UaSerializationException e) {
      return null; // a unit that cannot be read is one that is not told
    }
  }

  private MeasuredIn with(UaStructuredType property) {
    if (property instanceof EUInformation told) {
      String shown = told.getDisplayName() == null ? null : told.getDisplayName().text();
      return new MeasuredIn(
          EngineeringUnit.ucum(told.getUnitId() == null ? -1 : told.getUnitId(), shown),
          Optional.ofNullable(shown).map(String::strip).filter(words -> !words.isEmpty()),
          low,
          high);
    }
    if (property instanceof Range range
        && finite(range.getLow())
        && finite(range.getHigh())
        && range.getLow() < range.getHigh()) {
      return new MeasuredIn(unit, text, Optional.of(range.getLow()), Optional.of(range.getHigh()));
    }
    return this;
  }

  private static boolean finite(Double value) {
    return value != null && Double.isFinite(value);
  }
}
