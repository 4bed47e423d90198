package org.bellcrank.driver.opcua;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/**
 * A variable as it was read for people.
 *
 * @param declared its attribute DataType
 * @param now its value with state and times
 */
record Variable(DataValue declared, DataValue now) {

  /** Longer values are cut: a line is for reading. */
  private static final int WIDTH = 60;

  /**
   * Type and value of each variable, in few requests; one that the server leaves out is missing.
   */
  static Map<NodeId, Variable> read(OpcUaClient client, List<NodeId> variables) throws UaException {
    Map<NodeId, Variable> values = new LinkedHashMap<>();
    for (int from = 0; from < variables.size(); from += Reading.BATCH / 2) {
      List<NodeId> some =
          variables.subList(from, Math.min(variables.size(), from + Reading.BATCH / 2));
      List<ReadValueId> wanted = new ArrayList<>();
      for (NodeId id : some) {
        for (AttributeId which : List.of(AttributeId.DataType, AttributeId.Value)) {
          wanted.add(new ReadValueId(id, which.uid(), null, QualifiedName.NULL_VALUE));
        }
      }
      DataValue[] answers = client.read(0, TimestampsToReturn.Both, wanted).getResults();
      for (int i = 0; i < some.size() && answers != null && 2 * i + 1 < answers.length; i++) {
        values.put(some.get(i), new Variable(answers[2 * i], answers[2 * i + 1]));
      }
    }
    return values;
  }

  /** Of what is there now; where nothing is, as declared. Empty for what is no single type. */
  Optional<OpcUaDataType> type() {
    Optional<OpcUaDataType> there = now.value().getDataType();
    if (there.isPresent()) {
      return there.filter(type -> type != OpcUaDataType.ExtensionObject);
    }
    return declared.value().value() instanceof NodeId id && OpcUaDataType.isBuiltin(id)
        ? Optional.of(OpcUaDataType.fromNodeId(id))
        : Optional.empty();
  }

  String typeName() {
    return type().map(Enum::name).orElse("structure");
  }

  boolean isArray() {
    Object value = now.value().value();
    return value != null && value.getClass().isArray();
  }

  /** The value, or the state's name where it is not good. */
  String text() {
    return now.statusCode().isGood() ? valueText() : Words.of(now.statusCode());
  }

  /** The value in one line, whatever its state. */
  String valueText() {
    String text = Values.text(now.value().value()).replaceAll("\\p{Cntrl}", " ");
    return text.length() > WIDTH ? text.substring(0, WIDTH) + "…" : text;
  }
}
