package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SAP ECC that takes IDocs in XML, over HTTP and from a folder of a share, and tells in status
 * messages on that share what came of them. Safe for all threads.
 */
public final class EccIdocDouble extends CmmsDouble {

  private final EccIdocStatus status;
  private final Optional<FileInbox> inbox;

  private EccIdocDouble(
      DoubleOptions options, Path share, Settings settings, EccIdocStatus status, boolean byFile) {
    super(
        options,
        "ecc-idoc",
        List.of("REFERENCE"),
        (own, books) -> cmms(options, own, books, status, share));
    this.status = status;
    inbox =
        byFile
            ? Optional.of(
                new FileInbox(share, settings, ((EccIdocApi) cmms()).idocs()::read, faults()))
            : Optional.empty();
  }

  /**
   * Takes IDocs over HTTP.
   *
   * @param share folder that both sides reach; status messages and files lie below it
   * @throws UncheckedIOException if the port is taken, or the share's folders cannot be made
   */
  public static EccIdocDouble overHttp(DoubleOptions options, Path share) {
    return start(options, share, false);
  }

  /** Takes them from the folder {@code in} of the share as well. */
  public static EccIdocDouble fromFiles(DoubleOptions options, Path share) {
    return start(options, share, true);
  }

  private static EccIdocDouble start(DoubleOptions options, Path share, boolean byFile) {
    try {
      for (String folder : byFile ? List.of("status", "files", "in") : List.of("status", "files")) {
        Files.createDirectories(share.resolve(folder));
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    Settings settings = new Settings("ecc-idoc.properties", options.settings());
    EccIdocStatus status = new EccIdocStatus(settings, share.resolve("status"));
    return new EccIdocDouble(options, share, settings, status, byFile);
  }

  private static Cmms cmms(
      DoubleOptions options, Settings settings, Books books, EccIdocStatus status, Path share) {
    List<Map<String, String>> plant = Facts.register(options.plant(), "ecc-plant.csv");
    return new EccIdocApi(
        settings,
        new EccIdocs(settings, books, plant, status, share.resolve("files")),
        new EccPage(settings, books));
  }

  /** SAP's job for status messages runs once. */
  public void tellStatus() {
    status.run();
  }

  @Override
  public Optional<String> lacks(FaultKind kind) {
    return switch (kind) {
      case PAGE_AFTER_COMMIT,
          CUT_AFTER_COMMIT,
          MANGLED_AFTER_COMMIT,
          HUGE_AFTER_COMMIT,
          BOMB_AFTER_COMMIT ->
          Optional.of("what became of an order stands in files, which a double cannot answer for");
      case SILENT_200, UNAVAILABLE -> Optional.empty();
      default ->
          inbox.isPresent()
              ? Optional.of("nobody answers a file: it is taken, or it stays")
              : Optional.empty();
    };
  }

  @Override
  void ending() {
    inbox.ifPresent(FileInbox::close);
  }
}
