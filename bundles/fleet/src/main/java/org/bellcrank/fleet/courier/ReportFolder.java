package org.bellcrank.fleet.courier;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.fleet.Table;
import org.bellcrank.journal.Facts;
import org.bellcrank.verb.Terminal;

/** The gateways whose reports came by file. */
final class ReportFolder {

  private final Set<String> trusted;
  private final Terminal terminal;

  ReportFolder(Set<String> trusted, Terminal terminal) {
    this.trusted = trusted;
    this.terminal = terminal;
  }

  /** Reports by the key that signed them, the newest of each. */
  int tell(Path folder) throws IOException {
    Map<String, List<String>> rows = new LinkedHashMap<>();
    int refused = 0;
    List<Path> files;
    try (Stream<Path> entries = Files.list(folder)) {
      files = entries.filter(Files::isRegularFile).sorted().toList();
    }
    for (Path each : files) {
      try {
        Facts manifest = CourierContent.open(each, trusted).manifest();
        String at = manifest.text("at").orElse("");
        String who = CourierKey.fingerprint(manifest.requireText("key"));
        List<String> known = rows.get(who);
        if (manifest.text("kind").orElse("").equals("report")
            && (known == null || known.get(1).compareTo(at) < 0)) {
          rows.put(
              who,
              List.of(
                  who,
                  at,
                  manifest.text("documents").orElse(""),
                  String.valueOf(manifest.whole("journalEntries").orElse(0))));
        }
      } catch (CourierRefusedException e) {
        terminal.error("refused: " + e.getMessage());
        refused++;
      }
    }
    List<List<String>> table = new ArrayList<>();
    table.add(List.of("gateway", "reported", "documents", "journal"));
    table.addAll(rows.values());
    Table.lines(table).forEach(terminal::line);
    return refused == 0 ? 0 : 1;
  }
}
