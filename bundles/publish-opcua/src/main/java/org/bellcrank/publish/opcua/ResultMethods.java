package org.bellcrank.publish.opcua;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.eclipse.milo.opcua.sdk.server.methods.AbstractMethodInvocationHandler;
import org.eclipse.milo.opcua.sdk.server.nodes.UaMethodNode;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.LocalizedText;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.UInteger;
import org.eclipse.milo.opcua.stack.core.types.builtin.unsigned.Unsigned;
import org.eclipse.milo.opcua.stack.core.types.structured.Argument;

/**
 * What clients may ask of results, after OPC 40100-1, 7.10.2.1 and 7.10.2.3: names, order and
 * meaning of the arguments are the specification's; where it has a structure there is a text, an id
 * or a result as JSON. Nothing is changed by any of them.
 */
final class ResultMethods {

  /** Results of one answer. */
  static final int MOST = 100;

  /** Error of the answer: no result of that id is shown. The specification leaves negative ones. */
  static final int UNKNOWN = -1;

  private static final Variant OK = Variant.ofInt32(0);

  /** Nothing is held for a client beyond the answer, so there is nothing to release. */
  private static final Variant NO_HANDLE = Variant.of(Unsigned.uint(0));

  private static final Argument TIMEOUT =
      in("Timeout", NodeIds.Int32, "Without effect: nothing is held beyond the answer");
  private static final Argument HANDLE =
      in("ResultHandle", NodeIds.UInt32, "Always 0: there is nothing to release");
  private static final Argument ERROR = in("Error", NodeIds.Int32, "0: none; -1: no such result");

  /** Filters in the specification's order, each with the field of a row that it is held against. */
  private static final List<Argument> FILTERS =
      List.of(
          in("ResultState", NodeIds.Int32, "0: any"),
          text("MeasId"),
          text("PartId"),
          text("ExternalRecipeId"),
          text("InternalRecipeId"),
          text("ExternalConfigurationId"),
          text("InternalConfigurationId"),
          text("ProductId"),
          text("JobId"));

  private final KeptResults results;

  ResultMethods(KeptResults results) {
    this.results = results;
  }

  /** Makes them below an object and its type. */
  void make(Nodes nodes, NodeId object, NodeId type) {
    UaMethodNode byId = nodes.method("ResultManagement/GetResultById", "GetResultById");
    answers(
        byId,
        List.of(in("ResultId", NodeIds.String, "Id of the result"), TIMEOUT),
        List.of(HANDLE, in("Result", NodeIds.String, "The result as JSON; empty: none"), ERROR),
        this::byId);
    List<Argument> inputs = new ArrayList<>(FILTERS);
    inputs.add(in("MaxResults", NodeIds.UInt32, "At most so many; 0: as many as go, " + MOST));
    inputs.add(in("StartIndex", NodeIds.UInt32, "Pass over so many; the newest is the first"));
    inputs.add(TIMEOUT);
    UaMethodNode filtered =
        nodes.method("ResultManagement/GetResultListFiltered", "GetResultListFiltered");
    answers(
        filtered,
        inputs,
        List.of(
            in("IsComplete", NodeIds.Boolean, "Whether no more follow"),
            in("ResultCount", NodeIds.UInt32, "Results of this answer"),
            HANDLE,
            new Argument(
                "ResultList",
                NodeIds.String,
                1,
                new UInteger[] {Unsigned.uint(0)},
                LocalizedText.english("Results as JSON, the newest first")),
            ERROR),
        this::filtered);
    for (UaMethodNode each : List.of(byId, filtered)) {
      nodes.join(object, NodeIds.HasComponent, each);
      nodes.join(type, NodeIds.HasComponent, each);
    }
  }

  private Variant[] byId(Variant[] given) {
    return results
        .find(text(given[0]))
        .map(kept -> new Variant[] {NO_HANDLE, Variant.ofString(kept.json()), OK})
        .orElseGet(() -> new Variant[] {NO_HANDLE, Variant.ofString(""), Variant.ofInt32(UNKNOWN)});
  }

  private Variant[] filtered(Variant[] given) {
    long most = number(given[FILTERS.size()]);
    KeptResults.Part part =
        results.list(
            row -> fits(row, given),
            number(given[FILTERS.size() + 1]),
            most == 0 ? MOST : (int) Math.min(MOST, most));
    return new Variant[] {
      Variant.ofBoolean(part.isWhole()),
      Variant.of(Unsigned.uint(part.results().size())),
      NO_HANDLE,
      Variant.of(part.results().stream().map(KeptResults.Kept::json).toArray(String[]::new)),
      OK
    };
  }

  /** What a result does not have fits no id that is asked for. */
  private static boolean fits(Row row, Variant[] given) {
    boolean state =
        number(given[0]) == 0
            || row.values().get(FILTERS.get(0).getName()).equals(given[0].value());
    for (int i = 1; state && i < FILTERS.size(); i++) {
      String wanted = text(given[i]);
      state =
          wanted.isEmpty()
              || wanted.equals(row.values().getOrDefault(FILTERS.get(i).getName(), ""));
    }
    return state;
  }

  /** A null that a client sends in place of a text is an empty one. */
  private static String text(Variant given) {
    return given.value() instanceof String text ? text : "";
  }

  private static long number(Variant given) {
    return given.value() instanceof Number number ? number.longValue() : 0;
  }

  private static Argument text(String name) {
    return in(name, NodeIds.String, "Empty: any");
  }

  private static Argument in(String name, NodeId type, String meaning) {
    return new Argument(name, type, -1, null, LocalizedText.english(meaning));
  }

  /** Count and types are the library's to check: Bad_ArgumentsMissing, Bad_InvalidArgument. */
  private static void answers(
      UaMethodNode node,
      List<Argument> inputs,
      List<Argument> outputs,
      Function<Variant[], Variant[]> answer) {
    node.setInputArguments(inputs.toArray(Argument[]::new));
    node.setOutputArguments(outputs.toArray(Argument[]::new));
    node.setInvocationHandler(
        new AbstractMethodInvocationHandler(node) {
          @Override
          public Argument[] getInputArguments() {
            return inputs.toArray(Argument[]::new);
          }

          @Override
          public Argument[] getOutputArguments() {
            return outputs.toArray(Argument[]::new);
          }

          @Override
          protected Variant[] invoke(InvocationContext context, Variant[] given) {
            return answer.apply(given);
          }
        });
  }
}
