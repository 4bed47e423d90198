package org.bellcrank.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code export}: writes the journal to a file that {@code verify} checks. */
@Component
public final class ExportVerb implements Verb {

  private final Store store;

  /** Exports what is in a store. */
  @Activate
  public ExportVerb(@Reference Store store) {
    this.store = store;
  }

  @Override
  public String name() {
    return "export";
  }

  @Override
  public String summary() {
    return "write the journal to a file for an auditor";
  }

  @Override
  public String help() {
    return """
        export --file FILE
          --file FILE  a file that is not there yet; gets one JSON object per line
        Prints how many entries were written and the hash of the last one; keep it apart from the
        file and give it to verify --head.""";
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    String file = VerifyVerb.option(arguments, "--file");
    if (file == null || arguments.size() != 2) {
      terminal.error("export: given %s; allowed:%n%s".formatted(arguments, help()));
      return 2;
    }
    try (OutputStream out = Files.newOutputStream(Path.of(file), StandardOpenOption.CREATE_NEW)) {
      JournalExport.Head head = JournalExport.write(store, out);
      terminal.line("%d entries, head %s".formatted(head.entries(), head.hash()));
      return 0;
    } catch (IOException | InvalidPathException e) {
      terminal.error("export: file %s cannot be written: %s".formatted(file, e));
      return 2;
    }
  }
}
