package org.bellcrank.delivery.connector;

import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Mark;
import org.bellcrank.document.Problem;

/**
 * Holds what a connector says that it sends at most against what its facts say that the system
 * takes. What is not stated holds nothing up. A gateway keeps to the smaller number either way.
 */
final class TransportCheck {

  private final Connector connector;
  private final MapNode root;
  private final Problems problems;

  /**
   * @param root its {@code connector.yaml}
   */
  TransportCheck(Connector connector, MapNode root, Problems problems) {
    this.connector = connector;
    this.root = root;
    this.problems = problems;
  }

  void run() throws InvalidDocumentException {
    TransportList list = connector.facts().transport();
    Limits limits = ConnectorReader.limits(root);
    long bytes = ConnectorReader.attachments(root).maxBytes();
    list.rate()
        .perMinute()
        .ifPresent(most -> rate("requestsPerMinute", limits.requestsPerMinute(), most));
    list.rate()
        .perHour()
        .ifPresent(most -> rate("requestsPerHour", limits.requestsPerHour(), most));
    list.bytes()
        .ifPresent(
            most -> {
              if (bytes > most) {
                tell("attachments", "maxBytes", bytes, most);
              }
            });
  }

  private void rate(String key, int ours, long most) {
    if (ours == 0 || ours > most) {
      tell("limits", key, ours, most);
    }
  }

  private void tell(String section, String key, long given, long most) {
    problems.add(
        new Problem(
            where(section),
            "/%s/%s".formatted(section, key),
            given == 0 ? "no limit" : String.valueOf(given),
            "1 to " + most,
            "facts.yaml says under transport that the system takes no more"));
  }

  private Mark where(String section) {
    try {
      return root.optionalMap(section).orElse(root).where();
    } catch (InvalidDocumentException noMap) {
      return root.where();
    }
  }
}
