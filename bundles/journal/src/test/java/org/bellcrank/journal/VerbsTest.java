package org.bellcrank.journal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.bellcrank.journal.testing.MemoryStore;
import org.bellcrank.verb.Terminal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VerbsTest {

  @TempDir Path folder;
  private final List<String> lines = new ArrayList<>();
  private final List<String> errors = new ArrayList<>();
  private final Terminal terminal =
      new Terminal() {
        @Override
        public void line(String text) {
          lines.add(text);
        }

        @Override
        public void progress(String text) {}

        @Override
        public void error(String text) {
          errors.add(text);
        }
      };

  @Test
  void whatIsExportedIsVerifiedAndAChangeIsFound() throws Exception {
    MemoryStore store = new MemoryStore();
    store.commit(
        unit -> {
          unit.append(Instant.EPOCH, "a.b", "x", Facts.with("n", 1).build());
          unit.append(Instant.EPOCH, "a.b", "y", Facts.with("n", 2).build());
          return null;
        });
    Path file = folder.resolve("journal.jsonl");
    assertThat(export(store).run(List.of("--file", file.toString()), terminal)).isZero();
    assertThat(lines.get(0)).startsWith("2 entries, head ");
    String head = lines.get(0).substring("2 entries, head ".length());

    VerifyVerb verify = new VerifyVerb();
    assertThat(verify.run(List.of("--file", file.toString(), "--head", head), terminal)).isZero();
    assertThat(lines.get(1)).isEqualTo("Intact: 2 entries");

    Files.writeString(file, Files.readString(file).replace("\"y\"", "\"z\""));
    assertThat(verify.run(List.of("--file", file.toString()), terminal)).isEqualTo(1);
    assertThat(lines.get(2)).startsWith("Broken at entry 2: ");
    assertThat(errors).isEmpty();
  }

  @Test
  void wrongUseIsAnsweredWithWhatIsAllowed() throws Exception {
    VerifyVerb verify = new VerifyVerb();
    for (List<String> wrong :
        List.of(List.<String>of(), List.of("--file"), List.of("--file", "a", "--other", "b"))) {
      assertThat(verify.run(wrong, terminal)).isEqualTo(2);
    }
    assertThat(verify.run(List.of("--file", folder.resolve("no").toString()), terminal))
        .isEqualTo(2);
    assertThat(errors).hasSize(4).allMatch(line -> line.startsWith("verify: "));
    assertThat(export(new MemoryStore()).run(List.of("--file", "/"), terminal)).isEqualTo(2);
  }

  private static ExportVerb export(Store store) {
    ExportVerb verb = new ExportVerb();
    verb.setStore(store);
    return verb;
  }
}
