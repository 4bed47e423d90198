package org.bellcrank.journal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.bellcrank.verb.Terminal;
import org.bellcrank.verb.Verb;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** {@code export}: writes the journal to a file that {@code verify} checks. */
@Component
public final class ExportVerb implements Verb {

  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final CountDownLatch opened = new CountDownLatch(1);
  private volatile Store store;

  /** The store may open later than this word is offered. */
  @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
  public void setStore(Store store) {
    this.store = store;
    opened.countDown();
  }

  /** Nothing is exported any more from a store that closes. */
  public void unsetStore(Store closing) {
    if (store == closing) {
      store = null;
    }
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
  public Optional<String> complaint(List<String> arguments) {
    return VerifyVerb.option(arguments, "--file") == null || arguments.size() != 2
        ? Optional.of("export: given %s; allowed: --file FILE".formatted(arguments))
        : Optional.empty();
  }

  @Override
  public int run(List<String> arguments, Terminal terminal) throws InterruptedException {
    Optional<String> complaint = complaint(arguments);
    if (complaint.isPresent()) {
      terminal.error(complaint.get());
      return 2;
    }
    opened.await(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    Store source = store;
    if (source == null) {
      terminal.error("export: the store did not open; nothing is written");
      return 3;
    }
    return write(source, VerifyVerb.option(arguments, "--file"), terminal);
  }

  private static int write(Store store, String file, Terminal terminal) {
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
