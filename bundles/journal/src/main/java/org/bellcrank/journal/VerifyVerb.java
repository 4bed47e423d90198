package org.bellcrank.journal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Component;

/** {@code verify}: checks an exported journal without the gateway's state. */
@Component
public final class VerifyVerb implements Verb {

  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "check an exported journal: every entry in its place, nothing altered";
  }

  @Override
  public String help() {
    return """
        verify --file FILE [--head HASH]
          --file FILE  an export of the journal (JSON lines)
          --head HASH  hash of the last entry as it was kept elsewhere, 64 hexadecimal digits;
                       finds also a file that was written wholly anew (default: not compared)
        Ends with 0 when the chain holds, 1 when it does not.""";
  }

  @Override
  public Optional<String> complaint(List<String> arguments) {
    String file = option(arguments, "--file");
    int known = (file == null ? 0 : 2) + (option(arguments, "--head") == null ? 0 : 2);
    return file == null || arguments.size() != known
        ? Optional.of(
            "verify: given %s; allowed: --file FILE, then --head HASH".formatted(arguments))
        : Optional.empty();
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) {
    Optional<String> complaint = complaint(arguments);
    if (complaint.isPresent()) {
      terminal.error(complaint.get());
      return 2;
    }
    String file = option(arguments, "--file");
    String head = option(arguments, "--head");
    try (InputStream in = Files.newInputStream(Path.of(file))) {
      ChainCheck check =
          head == null ? JournalVerifier.verify(in) : JournalVerifier.verify(in, head);
      if (check instanceof ChainCheck.Broken broken) {
        terminal.line("Broken at entry %d: %s".formatted(broken.sequence(), broken.reason()));
        return 1;
      }
      terminal.line("Intact: %d entries".formatted(((ChainCheck.Intact) check).entries()));
      RemovedEvidence.in(Path.of(file)).ifPresent(terminal::line);
      return 0;
    } catch (IOException | InvalidPathException e) {
      terminal.error("verify: file %s cannot be read: %s".formatted(file, e));
      return 2;
    }
  }

  /** The word after an option; null when it is not given. */
  static String option(List<String> arguments, String name) {
    int at = arguments.indexOf(name);
    return at < 0 || at % 2 != 0 || at + 1 >= arguments.size() ? null : arguments.get(at + 1);
  }
}
