package org.bellcrank.publish.opcua;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.eclipse.milo.opcua.stack.core.NodeIds;

/**
 * What clients see, by name. Browse names of results, their type, their place and their event are
 * those of OPC 40100-1 (Machine Vision, control), sections 7.10, 8.3.8.4, 9.1 and 12.19, as far as
 * there is something true to say; they stand in a namespace of ours, because the specification's
 * own types want structures that are not offered here.
 */
final class Model {

  /** The namespace of all nodes and types. */
  static final String NAMESPACE = "urn:bellcrank:opcua:results";

  /** ResultState of OPC 40100-1, 12.19: processing was carried out correctly. */
  static final int COMPLETED = 1;

  static final List<Field> RESULT =
      List.of(
          new Field("ResultId", NodeIds.String, "Id of the finding"),
          new Field("IsPartial", NodeIds.Boolean, "Always false: results are whole"),
          new Field("IsSimulated", NodeIds.Boolean, "Always false: tests are not told"),
          new Field("ResultState", NodeIds.Int32, "Always 1, completed"),
          new Field("InternalRecipeId", NodeIds.String, "Model and version; empty: not known"),
          new Field("InternalConfigurationId", NodeIds.String, "Version of the site documents"),
          new Field("JobId", NodeIds.String, "Id of the observation that it is part of"),
          new Field("CreationTime", NodeIds.UtcTime, "When it was seen, by the source's clock"),
          new Field("Class", NodeIds.String, "Defect class, limit or failure mode"),
          new Field("Confidence", NodeIds.Double, "0 to 1; 1 for a limit"),
          new Field("Asset", NodeIds.String, "Id of the asset; empty: not placed"),
          new Field("ProductionOrder", NodeIds.String, "Empty: the source did not tell"),
          new Field("Shift", NodeIds.String, "Empty: not known"),
          new Field("Point", NodeIds.String, "Where it was seen"),
          new Field("Disposition", NodeIds.String, "What was decided, for example RAISED"),
          new Field("Reason", NodeIds.String, "Why, in one line"),
          new Field("Order", NodeIds.String, "Id of the order that it made or joined; empty: none"),
          new Field("DecidedAt", NodeIds.UtcTime, "When that was decided, by the gateway's clock"));

  static final List<Field> ORDER =
      List.of(
          new Field("OrderId", NodeIds.String, "Our id"),
          new Field("Reference", NodeIds.String, "Our key in the CMMS"),
          new Field("ForeignId", NodeIds.String, "Its number in the CMMS; empty: not there yet"),
          new Field("State", NodeIds.String, "DRAFT, APPROVED, ASSIGNED, IN_PROGRESS, CLOSED, …"),
          new Field("IsOpen", NodeIds.Boolean, "Whether it is neither closed nor cancelled"),
          new Field("Asset", NodeIds.String, "Id of the asset"),
          new Field("Title", NodeIds.String, "One line"),
          new Field("Priority", NodeIds.Int32, "1, most urgent, to 5"),
          new Field("Occurrences", NodeIds.Int64, "Findings that it stands for"),
          new Field("RaisedAt", NodeIds.UtcTime, "When it was decided, by the gateway's clock"));

  static final List<Field> CONDITION =
      List.of(
          new Field("Asset", NodeIds.String, "Id of the asset"),
          new Field("Condition", NodeIds.String, "NORMAL, DEGRADED or FAILED"),
          new Field("Grade", NodeIds.Double, "Health grade: 1 sound, 0.5 degraded, 0 failed"),
          new Field("Since", NodeIds.UtcTime, "When it came into this state"));

  /** What an event of a new result carries of it, as OPC 40100-1, 8.3.8.4, and the five of ours. */
  static final List<String> EVENT =
      List.of(
          "ResultId",
          "IsPartial",
          "IsSimulated",
          "ResultState",
          "InternalRecipeId",
          "InternalConfigurationId",
          "JobId",
          "CreationTime",
          "Class",
          "Confidence",
          "Asset",
          "ProductionOrder",
          "Shift");

  private Model() {}

  /** States of the machine of OPC 40100-1, table 82, with their numbers. */
  enum State {
    PREOPERATIONAL("Preoperational", 1),
    HALTED("Halted", 2),
    ERROR("Error", 3),
    OPERATIONAL("Operational", 4);

    final String browseName;
    final int number;

    State(String browseName, int number) {
      this.browseName = browseName;
      this.number = number;
    }
  }

  /** Its transitions that happen here, none of them by a client, with their numbers. */
  enum Transition {
    STARTED("PreoperationalToOperationalAuto", 140, State.PREOPERATIONAL, State.OPERATIONAL),
    NOT_STARTED("PreoperationalToErrorAuto", 130, State.PREOPERATIONAL, State.ERROR),
    FAILED("OperationalToErrorAuto", 430, State.OPERATIONAL, State.ERROR),
    RESOLVED("ErrorToOperationalAuto", 340, State.ERROR, State.OPERATIONAL);

    final String browseName;
    final int number;
    final State from;
    final State to;

    Transition(String browseName, int number, State from, State to) {
      this.browseName = browseName;
      this.number = number;
      this.from = from;
      this.to = to;
    }

    /**
     * From one state to another; empty where there is none.
     *
     * @param from null before the first state
     */
    static Optional<Transition> between(State from, State to) {
      return Arrays.stream(values()).filter(each -> each.from == from && each.to == to).findFirst();
    }
  }
}
