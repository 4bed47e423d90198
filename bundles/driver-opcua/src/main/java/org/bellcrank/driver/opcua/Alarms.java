package org.bellcrank.driver.opcua;

import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.eclipse.kura.type.DataType;
import org.eclipse.milo.opcua.sdk.client.subscriptions.EventFilterBuilder;
import org.eclipse.milo.opcua.stack.core.AttributeId;
import org.eclipse.milo.opcua.stack.core.NamespaceTable;
import org.eclipse.milo.opcua.stack.core.NodeIds;
import org.eclipse.milo.opcua.stack.core.types.builtin.DateTime;
import org.eclipse.milo.opcua.stack.core.types.builtin.NodeId;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.builtin.Variant;
import org.eclipse.milo.opcua.stack.core.types.structured.EventFilter;
import org.eclipse.milo.opcua.stack.core.types.structured.SimpleAttributeOperand;

/**
 * Events and alarms of one node as values of one channel (OPC 10000-9). An alarm is told when it
 * comes, when its severity or message changes, and when it goes; the same twice is told once. What
 * went while nobody could hear it is told as gone after a refresh. Safe for any thread.
 */
final class Alarms {

  private static final int FIELDS = 11;

  private final Heard heard;
  private final Map<String, Alarm> raised = new HashMap<>();
  private Set<String> unseen;
  private NamespaceTable namespaces = new NamespaceTable();
  private boolean stale;
  private boolean again;

  Alarms(Heard heard) {
    this.heard = heard;
  }

  /**
   * One that is there.
   *
   * @param since when it came, by the server's clock, in milliseconds since 1970
   * @param exact whether the server said so, or it is the time of the event that told it first
   */
  private record Alarm(
      String source, String name, int severity, String message, long since, boolean exact) {

    /** Whether there is something new to say of it. */
    private boolean differs(Alarm before) {
      return severity != before.severity || !message.equals(before.message);
    }

    /** Whether it is another occurrence: the end of the one before was not heard. */
    private boolean isAfter(Alarm before) {
      return exact && before.exact && since > before.since;
    }

    private Alarm asOf(Alarm before) {
      return new Alarm(source, name, severity, message, before.since, before.exact);
    }
  }

  /** How the server numbers its namespaces from now on. */
  synchronized void on(NamespaceTable namespaces) {
    this.namespaces = namespaces;
  }

  /** With the name of its namespace: its number need not be the same after the server's restart. */
  private String id(NodeId condition) {
    String uri = namespaces.get(condition.getNamespaceIndex());
    return uri == null || condition.getNamespaceIndex().intValue() == 0
        ? condition.toParseableString()
        : Address.written(condition.expanded(namespaces));
  }

  /** What is asked of the server, in this order. */
  static EventFilter filter() {
    return new EventFilterBuilder()
        .select(NodeIds.BaseEventType, name("EventType"))
        .select(NodeIds.BaseEventType, name("SourceName"))
        .select(NodeIds.BaseEventType, name("Time"))
        .select(NodeIds.BaseEventType, name("Severity"))
        .select(NodeIds.BaseEventType, name("Message"))
        .select(NodeIds.ConditionType, name("ConditionName"))
        .select(
            new SimpleAttributeOperand(
                NodeIds.ConditionType, new QualifiedName[0], AttributeId.NodeId.uid(), null))
        .select(NodeIds.AlarmConditionType, name("ActiveState"), name("Id"))
        .select(NodeIds.BaseEventType, name("EventId"))
        .select(NodeIds.AlarmConditionType, name("ActiveState"), name("TransitionTime"))
        .select(NodeIds.ConditionType, name("BranchId"))
        .build();
  }

  private static QualifiedName name(String name) {
    return new QualifiedName(0, name);
  }

  /** One event, its fields in the order of the filter. */
  synchronized void heard(Variant[] fields, long now) {
    if (fields.length < FIELDS) {
      return;
    }
    Object type = fields[0].value();
    if (NodeIds.RefreshStartEventType.equals(type)) {
      unseen = new HashSet<>(raised.keySet());
      again = false; // all that is there follows
    } else if (NodeIds.RefreshEndEventType.equals(type)) {
      gone(now);
      announce(now);
    } else if (NodeIds.EventQueueOverflowEventType.equals(type)
        || NodeIds.RefreshRequiredEventType.equals(type)) {
      doubts();
    } else {
      happened(fields, fields[2].value() instanceof DateTime time ? time.getJavaTime() : now);
    }
  }

  private void happened(Variant[] fields, long at) {
    Optional<Long> since =
        fields[9].value() instanceof DateTime time && time.isNotNull()
            ? Optional.of(time.getJavaTime())
            : Optional.empty();
    Alarm alarm =
        new Alarm(
            text(fields[1]),
            text(fields[5]),
            fields[3].value() instanceof Number severity ? severity.intValue() : 0,
            text(fields[4]),
            since.orElse(at),
            since.isPresent());
    if (!(fields[6].value() instanceof NodeId condition)
        || !(fields[7].value() instanceof Boolean active)) {
      tell("EVENT", text(fields[8]), alarm, at);
      return;
    }
    if (fields[10].value() instanceof NodeId branch && branch.isNotNull()) {
      return; // a former occurrence that waits for a person: it says nothing of what is there now
    }
    String id = id(condition);
    if (unseen != null) {
      unseen.remove(id);
    }
    if (active) {
      came(id, alarm, at);
    } else {
      went(id, alarm, at);
    }
  }

  private void came(String id, Alarm alarm, long at) {
    Alarm before = raised.get(id);
    if (before != null && alarm.isAfter(before)) {
      raised.remove(id);
      tell("CLEARED", id, before, alarm.since()); // by then at the latest
      before = null;
    }
    Alarm now = before == null ? alarm : alarm.asOf(before);
    raised.put(id, now);
    if (before == null || now.differs(before)) {
      tell(before == null ? "RAISED" : "CHANGED", id, now, at);
    }
  }

  private void went(String id, Alarm alarm, long at) {
    Alarm before = raised.remove(id);
    if (before != null) {
      tell("CLEARED", id, alarm.asOf(before), at);
    }
  }

  /** A refresh told all that is there: the rest went meanwhile. */
  private void gone(long now) {
    if (unseen != null) {
      for (String id : List.copyOf(unseen)) {
        tell("CLEARED", id, raised.remove(id), now);
      }
      unseen = null;
      stale = false;
    }
  }

  /** Events were lost, also of a refresh on its way: the server must be asked what is there. */
  synchronized void doubts() {
    stale = true;
    again = true;
    unseen = null;
  }

  /** The server is asked now for what is there. */
  synchronized void asked() {
    again = false;
  }

  /**
   * Whether nobody knows what is there now: nothing was told yet, or not since a failure, or events
   * were lost since it was listed last.
   */
  synchronized boolean isOpen() {
    return stale || heard.silent();
  }

  /** The server does not list what is there: what is known stands, unless more was lost since. */
  synchronized void stands(long now) {
    stale = again;
    announce(now);
  }

  /** Tells what is known to be there now, where nothing was told of it since a failure. */
  private void announce(long now) {
    if (heard.silent()) {
      tell("LISTENING", "", new Alarm("", "", worst(), raised.size() + " alarms", now, false), now);
    }
  }

  private int worst() {
    return raised.values().stream().mapToInt(Alarm::severity).max().orElse(0);
  }

  private void tell(String state, String id, Alarm alarm, long at) {
    if (heard.type() == DataType.STRING || heard.type() == DataType.BYTE_ARRAY) {
      heard.tell(json(state, id, alarm, at), at);
    } else if (!state.equals("EVENT")) {
      boolean there = !raised.isEmpty();
      heard.tell(heard.type() == DataType.BOOLEAN ? (Object) there : (Object) worst(), at);
    }
  }

  private static String json(String state, String id, Alarm alarm, long at) {
    return ("{\"state\":%s,\"id\":%s,\"source\":%s,\"name\":%s,\"severity\":%d,\"message\":%s,"
            + "\"active\":%b,\"at\":\"%s\",\"raised\":\"%s\"}")
        .formatted(
            quoted(state),
            quoted(id),
            quoted(alarm.source()),
            quoted(alarm.name()),
            alarm.severity(),
            quoted(alarm.message()),
            state.equals("RAISED") || state.equals("CHANGED"),
            Instant.ofEpochMilli(at),
            Instant.ofEpochMilli(alarm.since()));
  }

  private static String text(Variant field) {
    return field.value() == null ? "" : Values.text(field.value());
  }

  private static String quoted(String text) {
    StringBuilder quoted = new StringBuilder("\"");
    for (char each : text.toCharArray()) {
      if (each == '"' || each == '\\') {
        quoted.append('\\').append(each);
      } else if (each < ' ') {
        quoted.append("\\u%04x".formatted((int) each));
      } else {
        quoted.append(each);
      }
    }
    return quoted.append('"').toString();
  }
}
