package org.bellcrank.itests.kura;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.bellcrank.fleet.mqtt.FleetVerb;
import org.bellcrank.verb.Terminal;

/** A fleet manager's PC: the fleet command itself, against the gateway's broker. */
final class FleetDesk {

  private final Gate gate;
  private final Path folder;

  FleetDesk(Gate gate, Path folder) {
    this.gate = gate;
    this.folder = folder;
  }

  /**
   * How a command ended.
   *
   * @param report what it wrote for machines; empty where it wrote none
   */
  record Told(int status, List<String> lines, JsonObject report) {

    /** The first line of the table that begins with these words. */
    String line(String beginning) {
      return lines.stream()
          .filter(each -> each.startsWith(beginning))
          .findFirst()
          .orElseThrow(() -> new AssertionError("no line " + beginning + " in " + this));
    }

    JsonObject gateway() {
      return report.getAsJsonArray("gateways").get(0).getAsJsonObject();
    }
  }

  /** Runs the command for this gateway. */
  Told run(List<String> words) throws InterruptedException {
    Path json = folder.resolve("fleet.json");
    List<String> all = new ArrayList<>(words);
    all.addAll(List.of("--broker", gate.broker(), "--account", gate.account()));
    all.addAll(List.of("--gateways", gate.client(), "--patience", "20"));
    all.addAll(List.of("--json", json.toString()));
    Lines lines = new Lines(new CopyOnWriteArrayList<>());
    try {
      Files.deleteIfExists(json);
      int status = new FleetVerb().run(all, lines);
      JsonObject report =
          Files.exists(json)
              ? JsonParser.parseString(Files.readString(json)).getAsJsonObject()
              : new JsonObject();
      return new Told(status, lines.all(), report);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private record Lines(List<String> all) implements Terminal {

    @Override
    public void line(String text) {
      all.add(text);
    }

    @Override
    public void progress(String text) {
      // Nobody looks.
    }

    @Override
    public void error(String text) {
      all.add(text);
    }
  }
}
