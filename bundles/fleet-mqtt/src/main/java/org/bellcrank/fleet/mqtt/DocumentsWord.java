package org.bellcrank.fleet.mqtt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.bellcrank.fleet.Table;
import org.bellcrank.journal.Facts;
import org.bellcrank.site.SiteFolder;
import org.bellcrank.verb.Terminal;

/** The words {@code fleet documents …}. */
final class DocumentsWord {

  private static final long OK = 200;
  private static final int TIMES = 3;

  private final FleetOptions options;
  private final Duration patience;
  private final Clock clock;

  DocumentsWord(FleetOptions options, Clock clock) {
    this.options = options;
    this.patience = options.seconds("patience", 10);
    this.clock = clock;
  }

  int run(Terminal terminal) throws IOException, InterruptedException {
    List<String> words = options.words();
    String word = words.size() > 1 ? words.get(1) : "";
    if (!Set.of("check", "activate", "rollback").contains(word)) {
      throw new IllegalArgumentException(
          "fleet documents: given %s; allowed: check DIR, activate DIR, rollback".formatted(words));
    }
    byte[] zip = word.equals("rollback") ? new byte[0] : zip(FleetVerb.argument(words, 2));
    try (FleetLink link = FleetVerb.link(options, "documents")) {
      Births births = new Births(link);
      link.connect();
      List<List<String>> rows = new ArrayList<>();
      rows.add(List.of("gateway", "done", "documents", "why"));
      List<Facts> facts = new ArrayList<>();
      boolean all = true;
      for (String gateway : FleetVerb.chosen(options, births)) {
        Answer answer = one(link, gateway, word, zip);
        rows.add(List.of(gateway, answer.done() ? "yes" : "no", answer.version(), answer.reason()));
        facts.add(
            Facts.with("gateway", gateway)
                .put("done", answer.done())
                .put("documents", answer.version())
                .put("why", answer.reason())
                .build());
        all &= answer.done();
      }
      Table.lines(rows).forEach(terminal::line);
      FleetVerb.write(options, Facts.with("documents", word).put("gateways", facts).build());
      return all ? 0 : 1;
    }
  }

  /** What one gateway said. */
  private record Answer(boolean done, String version, String reason) {}

  private Answer one(FleetLink link, String gateway, String word, byte[] zip)
      throws InterruptedException {
    if (word.equals("rollback")) {
      Optional<String> from = new GatewayLook(link, patience).documents(gateway);
      KuraPayload metrics = KuraPayload.empty();
      return answer(
          link,
          gateway,
          new FleetLink.Ask(
              "BELLCRANK-V1",
              "EXEC",
              "rollback",
              from.isPresent() ? metrics.with("from", from.get()) : metrics),
          "active");
    }
    Answer put = answer(link, gateway, DocumentsChange.put(zip, word.equals("check")), "version");
    if (!put.done() || word.equals("check")) {
      return put;
    }
    try {
      new DocumentsChange(
              link,
              zip,
              put.version(),
              new PackageChange.Pace(patience, Duration.ofSeconds(1), clock))
          .bring(gateway, 0, put.version(), clock.instant().plus(patience.multipliedBy(TIMES)));
      return put;
    } catch (Change.ChangeFailedException e) {
      return new Answer(false, put.version(), e.getMessage());
    }
  }

  private Answer answer(FleetLink link, String gateway, FleetLink.Ask ask, String key)
      throws InterruptedException {
    Optional<KuraPayload> reply = link.askAgain(gateway, ask, patience, TIMES);
    if (reply.isEmpty()) {
      return new Answer(false, "", "does not answer");
    }
    if (GatewayLook.code(reply.get()) != OK) {
      return new Answer(false, "", GatewayLook.refusal(reply.get()));
    }
    return new Answer(true, Facts.parse(reply.get().bodyText()).text(key).orElse(""), "");
  }

  /**
   * The documents of a folder as a gateway takes them; the same texts give the same bytes.
   *
   * @throws IOException when the folder holds none, or cannot be read
   */
  static byte[] zip(Path folder) throws IOException {
    Map<String, String> files = SiteFolder.read(folder);
    if (files.isEmpty()) {
      throw new IOException(folder + ": holds no site documents (.yaml, .yml, .json)");
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        ZipEntry entry = new ZipEntry(file.getKey());
        entry.setTime(0);
        zip.putNextEntry(entry);
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return bytes.toByteArray();
  }
}
