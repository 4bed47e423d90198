package org.bellcrank.canary;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.canary.Lamp.State;
import org.bellcrank.canary.Lamps.Run;

/** How the newest canaries ended; not safe for several threads. */
final class Results {

  private static final int KEPT = 100;
  private static final int LONGEST_NAME = 120;

  private final Map<String, Run> runs =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Run> eldest) {
          return size() > KEPT;
        }
      };

  void begin(String canary, String lamp) {
    runs.put(canary, new Run(canary, lamp, State.GREY, ""));
  }

  void end(String canary, String lamp, State state, String words) {
    runs.put(canary, new Run(canary, lamp, state, words));
  }

  Optional<Run> find(String canary) {
    return Optional.ofNullable(runs.get(canary));
  }

  /** Who asked, as one line that the journal takes. */
  static String line(String who) {
    String line = who.replaceAll("\\p{Cntrl}", "?").strip();
    String named = line.isEmpty() ? "unnamed" : line;
    return named.length() <= LONGEST_NAME ? named : named.substring(0, LONGEST_NAME);
  }
}
