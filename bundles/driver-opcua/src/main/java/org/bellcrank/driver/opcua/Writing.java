package org.bellcrank.driver.opcua;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.OpcUaDataType;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.ExtensionObject;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.StatusCode;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePath;
import org.eclipse.milo.opcua.stack.core.types.structured.BrowsePathResult;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodRequest;
import org.eclipse.milo.opcua.stack.core.types.structured.CallMethodResult;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePath;
import org.eclipse.milo.opcua.stack.core.types.structured.RelativePathElement;
import org.eclipse.milo.opcua.stack.core.types.structured.WriteValue;

/**
 * The only way to change something on a server: nodes that are listed by name, and no others. Safe
 * for any thread.
 */
final class Writing {

  /**
   * What a server answers that did nothing: it looked at the request and would not have it (OPC
   * 10000-4, the tables of results of Write and Call). A server that stands before a control
   * answers other codes, Bad_Timeout for example, where the control may have done it.
   */
  private static final Set<Long> NOTHING_DONE =
      Set.of(
          StatusCodes.Bad_NodeIdInvalid,
          StatusCodes.Bad_NodeIdUnknown,
          StatusCodes.Bad_NodeClassInvalid,
          StatusCodes.Bad_AttributeIdInvalid,
          StatusCodes.Bad_IndexRangeInvalid,
          StatusCodes.Bad_IndexRangeNoData,
          StatusCodes.Bad_DataEncodingInvalid,
          StatusCodes.Bad_DataEncodingUnsupported,
          StatusCodes.Bad_WriteNotSupported,
          StatusCodes.Bad_NotWritable,
          StatusCodes.Bad_UserAccessDenied,
          StatusCodes.Bad_SecurityModeInsufficient,
          StatusCodes.Bad_TypeMismatch,
          StatusCodes.Bad_OutOfRange,
          StatusCodes.Bad_NotExecutable,
          StatusCodes.Bad_MethodInvalid,
          StatusCodes.Bad_ArgumentsMissing,
          StatusCodes.Bad_TooManyArguments);

  private final Set<String> allowed;

  /** A request that was answered, but not so that it is known whether it was done. */
  static final class UnsureException extends Exception {

    private static final long serialVersionUID = 1L;

    UnsureException(String message) {
      super(message);
    }
  }

  /**
   * Takes the list.
   *
   * @param nodes as {@link Address} reads them
   * @throws RefusedValueException when one of them is none
   */
  Writing(List<String> nodes) throws RefusedValueException {
    Set<String> all = new HashSet<>();
    for (String each : nodes) {
      if (!each.isBlank()) {
        Address node = Address.of("write.allowed", each);
        if (!node.byName()) {
          // An index may stand for another namespace after the server's next start.
          throw new RefusedValueException(
              "write.allowed", "'" + each + "'", "a node with its namespace: nsu=http://…;s=name");
        }
        all.add(node.toString());
      }
    }
    allowed = Set.copyOf(all);
  }

  /**
   * Writes a value or calls a method.
   *
   * @param value a value; for a method its arguments: nothing where it has none, else a text that
   *     separates them by semicolons
   * @throws RefusedValueException when it is not listed, does not fit or is refused by the server;
   *     nothing was written then
   * @throws UnsureException when the server answers what does not say so: it may have been written
   * @throws ConnectionException when there is no session or it broke: it may have been written
   */
  void write(Link link, Point point, Object value)
      throws RefusedValueException, UnsureException, ConnectionException {
    if (!allowed.contains(point.node().toString())) {
      throw new RefusedValueException(
          "write",
          point.node(),
          allowed.isEmpty()
              ? "nothing, unless the driver's setting write.allowed lists the node"
              : "the nodes of the driver's setting write.allowed, written as there: "
                  + String.join(", ", allowed.stream().sorted().toList()));
    }
    if (point.kind() == Kind.EVENT || point.attribute() != AttributeId.Value) {
      throw new RefusedValueException("kind", point.kind(), "the Value of a node, or a METHOD");
    }
    OpcUaClient client = link.client();
    try {
      if (point.kind() == Kind.METHOD) {
        call(client, point, value);
      } else {
        write(client, point.node().on(client), value);
      }
    } catch (UaException e) {
      throw new ConnectionException(
          "the server did not answer the writing of %s (%s); whether it was done is not known"
              .formatted(point.node(), Words.of(e)),
          e);
    }
  }

  private static void write(OpcUaClient client, NodeId node, Object value)
      throws UaException, RefusedValueException, UnsureException {
    Variant variant = Values.variant(value, type(client, node));
    StatusCode answer =
        client.write(
                List.of(
                    new WriteValue(
                        node, AttributeId.Value.uid(), null, DataValue.valueOnly(variant))))
            .getResults()[0];
    done(answer, "the writing");
  }

  private static void done(StatusCode answer, String what)
      throws RefusedValueException, UnsureException {
    // The lower half carries flags that are no part of the code.
    if (answer.isBad() && NOTHING_DONE.contains(answer.value() & 0xffff_0000L)) {
      check(answer, what);
    }
    if (!answer.isGood()) {
      throw new UnsureException(
          "%s: given '%s' from the server; whether it was done is not known"
              .formatted(what, Words.of(answer)));
    }
  }

  private static void check(StatusCode answer, String what) throws RefusedValueException {
    if (!answer.isGood()) {
      throw new RefusedValueException(
          what, "'" + Words.of(answer) + "' from the server", "what the server takes");
    }
  }

  /** The type that the node is declared with; where that is no single one, what it holds now. */
  private static OpcUaDataType type(OpcUaClient client, NodeId node)
      throws UaException, RefusedValueException {
    DataValue[] answers =
        client
            .read(
                0,
                TimestampsToReturn.Neither,
                List.of(attribute(node, AttributeId.DataType), attribute(node, AttributeId.Value)))
            .getResults();
    check(answers[0].statusCode(), "the type of the node");
    if (answers[0].value().value() instanceof NodeId declared
        && OpcUaDataType.isBuiltin(declared)) {
      OpcUaDataType type = OpcUaDataType.fromNodeId(declared);
      if (type != null && type != OpcUaDataType.Variant) {
        return type;
      }
    }
    return answers[1]
        .value()
        .getDataType()
        .orElseThrow(
            () ->
                new RefusedValueException(
                    "type of the node", answers[0].value().value(), "one of a single value"));
  }

  private static ReadValueId attribute(NodeId node, AttributeId which) {
    return new ReadValueId(node, which.uid(), null, QualifiedName.NULL_VALUE);
  }

  private static void call(OpcUaClient client, Point point, Object value)
      throws UaException, RefusedValueException, UnsureException {
    NodeId method = point.node().on(client);
    List<Argument> declared = arguments(client, method);
    String text = value instanceof String some ? some : Values.text(value);
    List<String> given =
        declared.isEmpty() ? List.of() : List.of(text.split(";", declared.size() == 1 ? 1 : -1));
    if (given.size() != declared.size()) {
      throw new RefusedValueException(
          "arguments",
          given.size(),
          "%d, separated by semicolons: %s"
              .formatted(declared.size(), declared.stream().map(Argument::getName).toList()));
    }
    List<Variant> inputs = new ArrayList<>();
    for (int i = 0; i < given.size(); i++) {
      OpcUaDataType type = OpcUaDataType.fromNodeId(declared.get(i).getDataType());
      if (type == null) {
        throw new RefusedValueException(
            "argument " + declared.get(i).getName(),
            declared.get(i).getDataType().toParseableString(),
            "arguments of single values");
      }
      inputs.add(Values.variant(given.get(i).strip(), type));
    }
    CallMethodResult answer =
        client.call(
                List.of(
                    new CallMethodRequest(
                        point.object().on(client), method, inputs.toArray(Variant[]::new))))
            .getResults()[0];
    done(answer.getStatusCode(), "the call");
  }

  /** What a method declares to take; nothing where it declares nothing. */
  private static List<Argument> arguments(OpcUaClient client, NodeId method) throws UaException {
    BrowsePathResult found =
        client.translateBrowsePaths(
                List.of(
                    new BrowsePath(
                        method,
                        new RelativePath(
                            new RelativePathElement[] {
                              new RelativePathElement(
                                  NodeIds.HasProperty,
                                  false,
                                  true,
                                  new QualifiedName(0, "InputArguments"))
                            }))))
            .getResults()[0];
    if (!found.getStatusCode().isGood()
        || found.getTargets() == null
        || found.getTargets().length == 0) {
      return List.of();
    }
    NodeId property =
        found.getTargets()[0].getTargetId().toNodeIdOrThrow(client.getNamespaceTable());
    DataValue value = client.readValue(0, TimestampsToReturn.Neither, property);
    List<Argument> all = new ArrayList<>();
    if (value.value().value() instanceof ExtensionObject[] each) {
      for (ExtensionObject one : each) {
        all.add((Argument) one.decode(client.getStaticEncodingContext()));
      }
    }
    return all;
  }
}
