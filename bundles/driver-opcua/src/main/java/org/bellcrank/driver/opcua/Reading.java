package org.bellcrank.driver.opcua;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.bellcrank.driver.opcua.security.Words;
import org.eclipse.kura.channel.ChannelRecord;
import org.eclipse.kura.driver.Driver.ConnectionException;
import org.eclipse.milo.opcua.sdk.client.OpcUaClient;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.types.builtin.DataValue;
import org.eclipse.milo.opcua.stack.core.types.builtin.QualifiedName;
import org.eclipse.milo.opcua.stack.core.types.enumerated.TimestampsToReturn;
import org.eclipse.milo.opcua.stack.core.types.structured.ReadValueId;

/** A reading of channels, planned once. For one thread at a time. */
final class Reading {

  /** Nodes in one request; small servers refuse more than a few hundred. */
  static final int BATCH = 250;

  private final List<ChannelRecord> records;
  private final Clock clock;
  private final Map<Integer, Point> points = new HashMap<>();
  private final Map<Integer, RefusedValueException> refused = new HashMap<>();

  /**
   * Plans.
   *
   * @param records are filled in place
   */
  Reading(List<ChannelRecord> records, Point.Preset preset, Clock clock) {
    this.records = List.copyOf(records);
    this.clock = clock;
    for (int i = 0; i < this.records.size(); i++) {
      try {
        points.put(i, readable(this.records.get(i).getChannelConfig(), preset));
      } catch (RefusedValueException e) {
        refused.put(i, e);
      }
    }
  }

  private static Point readable(Map<String, Object> settings, Point.Preset preset)
      throws RefusedValueException {
    Point point = ChannelSettings.point(settings, preset);
    if (point.kind() != Kind.VALUE) {
      throw new RefusedValueException(
          "kind", point.kind(), "VALUE; a METHOD is written, an EVENT is listened to");
    }
    return point;
  }

  List<ChannelRecord> records() {
    return records;
  }

  /**
   * Fills every record with value, time and state.
   *
   * @throws ConnectionException when there is no session or it broke; every record tells it too
   */
  void execute(Link link) throws ConnectionException {
    refused.forEach((place, why) -> failed(place, why.getMessage(), why));
    if (points.isEmpty()) {
      return;
    }
    try {
      OpcUaClient client = link.client();
      List<Integer> places = new ArrayList<>();
      List<ReadValueId> wanted = new ArrayList<>();
      for (Map.Entry<Integer, Point> each : points.entrySet()) {
        plan(client, each.getKey(), each.getValue(), places, wanted);
      }
      for (int from = 0; from < wanted.size(); from += BATCH) {
        int upTo = Math.min(wanted.size(), from + BATCH);
        read(client, places.subList(from, upTo), wanted.subList(from, upTo));
      }
    } catch (UaException e) {
      String why = "the server did not answer the reading (%s)".formatted(Words.of(e));
      points.keySet().forEach(place -> failed(place, why, e));
      throw new ConnectionException(why, e);
    } catch (ConnectionException e) {
      points.keySet().forEach(place -> failed(place, e.getMessage(), e));
      throw e;
    }
  }

  /** Namespaces may be numbered anew since the last time, so that nodes are looked up each time. */
  private void plan(
      OpcUaClient client, int place, Point point, List<Integer> places, List<ReadValueId> wanted)
      throws UaException {
    try {
      wanted.add(
          new ReadValueId(
              point.node().on(client), point.attribute().uid(), null, QualifiedName.NULL_VALUE));
      places.add(place);
    } catch (RefusedValueException e) {
      failed(place, e.getMessage(), e);
    }
  }

  private void read(OpcUaClient client, List<Integer> places, List<ReadValueId> wanted)
      throws UaException {
    DataValue[] answers = client.read(0, TimestampsToReturn.Both, wanted).getResults();
    long now = clock.millis();
    for (int i = 0; i < places.size(); i++) {
      if (answers == null || i >= answers.length) {
        failed(places.get(i), "the server left it out of its answer", null);
      } else {
        Records.fill(records.get(places.get(i)), answers[i], now);
      }
    }
  }

  private void failed(int place, String why, Exception cause) {
    ChannelRecord record = records.get(place);
    record.setTimestamp(clock.millis());
    Records.fail(record, why, cause);
  }
}
