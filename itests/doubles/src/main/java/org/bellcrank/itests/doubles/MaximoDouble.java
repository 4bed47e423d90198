package org.bellcrank.itests.doubles;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A work order system that behaves like IBM Maximo where it hurts. The interface is at /maximo/api.
 * Safe for all threads.
 */
public final class MaximoDouble extends CmmsDouble {

  private MaximoDouble(DoubleOptions options) {
    super(
        options,
        "maximo",
        List.of("externalrefid"),
        (settings, books) -> cmms(options, settings, books));
  }

  /**
   * @throws java.io.UncheckedIOException if the port is taken or the books cannot be opened
   */
  public static MaximoDouble start(DoubleOptions options) {
    return new MaximoDouble(options);
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books) {
    List<Map<String, String>> plant = Facts.register(options.plant(), "maximo-plant.csv");
    MaximoLinks links = new MaximoLinks(settings);
    MaximoRecord record = new MaximoRecord(settings, links, books);
    Map<MaximoStructure, MaximoDesk> desks = new EnumMap<>(MaximoStructure.class);
    Map<MaximoStructure, MaximoFields> fields = new EnumMap<>(MaximoStructure.class);
    for (MaximoStructure each : MaximoStructure.values()) {
      fields.put(each, new MaximoFields(settings, each, plant));
      desks.put(each, MaximoDesk.of(settings, fields.get(each), record, links, books));
    }
    MaximoMeters meters =
        new MaximoMeters(
            fields.get(MaximoStructure.WORK),
            desks.get(MaximoStructure.WORK).orders(),
            links,
            books);
    return new MaximoApi(settings, desks, meters, new MaximoPage(settings, plant, books));
  }

  /**
   * A planner makes a work order of a service request, past the interface.
   *
   * @return its number; empty where there is no such request
   */
  public Optional<String> followUp(String ticket) {
    return ((MaximoApi) cmms()).followUp(ticket);
  }
}
