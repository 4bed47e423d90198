package org.bellcrank.asset;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A device whose values can be looked through, so that a person picks which become points; a
 * service, one for each driver's instance that can do it. It reads and never writes. Safe for any
 * thread; calls wait for the device, one at a time, no longer than its driver's time-outs allow.
 */
public interface Browsable {

  /** The most nodes that one call tells. */
  int MOST = 200;

  /** Name of the driver's instance, as {@link DriverChannel#driver} has it. */
  String driver();

  /** Where the device is, for people, without secrets: {@code opc.tcp://plc-4:4840}. */
  String place();

  /**
   * What lies below a node, in the device's order.
   *
   * @param node as {@link Node#id} told it; empty for where the device begins
   * @param find only nodes whose name contains this text, whatever its case; empty: all
   * @param from how many of those that fit are passed over first, from 0
   * @param limit how many are told at most, 1 to {@link #MOST}
   * @throws IllegalArgumentException for a node that is written otherwise than the device has them
   * @throws UnbrowsableException when it cannot be told now
   */
  Branch below(String node, String find, int from, int limit) throws UnbrowsableException;

  /**
   * A channel's settings with its node written as {@link Held#channel} has it, so that a point is
   * known again whose document writes the same node otherwise; as given where that is not known.
   * Answers at once, by what the device told last.
   *
   * @param settings as {@link DriverChannel#settings}
   */
  default Map<String, String> asTold(Map<String, String> settings) {
    return settings;
  }

  /**
   * A part of what lies below a node.
   *
   * @param fits how many nodes fit among those that were looked at
   * @param whole whether all were looked at: some devices have more than a person looks through
   */
  record Branch(List<Node> nodes, int fits, boolean whole) {

    /** Keeps an unmodifiable copy. */
    public Branch {
      nodes = List.copyOf(nodes);
    }
  }

  /**
   * One node.
   *
   * @param id as the driver addresses it
   * @param opens whether something may lie below it
   * @param held what it holds; empty for a node that only holds others
   */
  record Node(String id, String name, boolean opens, Optional<Held> held) {}

  /**
   * What a node holds now.
   *
   * @param type the device's own name of its type, for example {@code Double}; empty where nothing
   *     tells it
   * @param text the value for people, cut where it is long; empty where there is none
   * @param value as a number; empty where it is none, and where it is not good
   * @param good whether the device vouches for it
   * @param state the device's own word for that, for example {@code Bad_SensorFailure}
   * @param at when it was measured, by the device; empty where it does not say
   * @param unit UCUM unit; empty where the device tells none, or one that is not known here
   * @param unitText the unit as the device writes it; empty where it tells none
   * @param low where its range begins, in its unit; empty where it tells none
   * @param high where its range ends
   * @param channel the driver's settings of a channel that reads it, as {@link
   *     DriverChannel#settings}; empty where it can be no point
   * @param unfit why it can be no point; empty where it can
   */
  record Held(
      String type,
      String text,
      Optional<Double> value,
      boolean good,
      String state,
      Optional<Instant> at,
      Optional<String> unit,
      Optional<String> unitText,
      Optional<Double> low,
      Optional<Double> high,
      Map<String, String> channel,
      Optional<String> unfit) {

    /** Keeps an unmodifiable copy. */
    public Held {
      channel = Map.copyOf(channel);
    }
  }
}
