package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes messages that lie as files in a folder, as a job at the other side does. */
final class FileInbox implements AutoCloseable {

  /** A message as it came. */
  interface Message {

    /** What is wrong with its shape; empty when nothing is. */
    Optional<String> wrong();

    Operation operation();

    void post();
  }

  private static final Logger LOG = LoggerFactory.getLogger(FileInbox.class);
  private static final int PAUSE_MILLIS = 20;

  private final Path share;
  private final boolean archives;
  private final Function<byte[], Optional<Message>> reader;
  private final Faults faults;
  private final ScheduledExecutorService job =
      Executors.newSingleThreadScheduledExecutor(
          work -> {
            Thread thread = new Thread(work, "double-inbox");
            thread.setDaemon(true);
            return thread;
          });

  /**
   * @param reader of a file; empty when it is not readable at all
   */
  FileInbox(
      Path share, Settings settings, Function<byte[], Optional<Message>> reader, Faults faults) {
    this.share = share;
    this.reader = reader;
    this.faults = faults;
    archives = settings.text("file.after").equals("archive");
    job.scheduleWithFixedDelay(this::run, PAUSE_MILLIS, PAUSE_MILLIS, TimeUnit.MILLISECONDS);
  }

  private void run() {
    try (Stream<Path> files = Files.list(share.resolve("in"))) {
      List<Path> whole =
          files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
      for (Path file : whole) {
        take(file);
      }
    } catch (NoSuchFileException away) {
      LOG.debug("the share is not there");
    } catch (IOException | RuntimeException broken) {
      LOG.error("the double's own job is broken", broken);
    }
  }

  private void take(Path file) throws IOException {
    Optional<Message> message = reader.apply(Files.readAllBytes(file));
    Optional<String> wrong =
        message.isEmpty() ? Optional.of("no XML") : message.flatMap(Message::wrong);
    if (wrong.isPresent()) {
      refuse(file, wrong.get());
      return;
    }
    Optional<Fault> fault = faults.strike(message.get().operation());
    if (fault.isEmpty()) {
      message.get().post();
    } else if (fault.get().kind() != FaultKind.SILENT_200) {
      return; // stays where it is
    }
    if (archives) {
      move(file, "archive", file.getFileName().toString());
    } else {
      Files.delete(file);
    }
  }

  /** What cannot be read lies in a folder of its own, with the reason beside it. */
  private void refuse(Path file, String why) throws IOException {
    String name = file.getFileName().toString();
    Files.writeString(Files.createDirectories(share.resolve("error")).resolve(name + ".txt"), why);
    move(file, "error", name);
  }

  private void move(Path file, String folder, String name) throws IOException {
    Path to = Files.createDirectories(share.resolve(folder));
    Files.move(file, to.resolve(name), StandardCopyOption.REPLACE_EXISTING);
  }

  @Override
  public void close() {
    job.shutdownNow();
    try {
      job.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
    }
  }
}
