package org.bellcrank.runtime.felix;

import java.util.ArrayList;
import java.util.List;

/** What did not start. */
record StartReport(List<String> lines) {

  static StartReport settled(Gateway gateway, Configurations configurations) {
    List<String> lines = new ArrayList<>();
    gateway
        .startRemaining()
        .forEach((bundle, refusal) -> lines.add(bundle + ": " + refusal.getMessage()));
    return new StartReport(lines);
  }
}
