package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Infor EAM behind a message bus that takes BODs from a folder of a share and puts the answers into
 * another one. Safe for all threads.
 */
public final class InforBodDouble extends CmmsDouble {

  private final FileInbox inbox;

  private InforBodDouble(DoubleOptions options, Path share, Settings settings) {
    super(
        options,
        "infor-bod",
        List.of("UserDefinedFields/UDFCHAR30"),
        (own, books) -> cmms(options, own, books, share));
    inbox = new FileInbox(share, settings, ((InforBodApi) cmms()).bods()::read, faults());
  }

  /**
   * Takes BODs from the folder {@code in} of the share.
   *
   * @throws UncheckedIOException if the port is taken, or the share's folders cannot be made
   */
  public static InforBodDouble start(DoubleOptions options, Path share) {
    try {
      for (String folder : List.of("in", "answers")) {
        Files.createDirectories(share.resolve(folder));
      }
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
    return new InforBodDouble(
        options, share, new Settings("infor-bod.properties", options.settings()));
  }

  private static Cmms cmms(DoubleOptions options, Settings settings, Books books, Path share) {
    List<Map<String, String>> plant = Facts.register(options.plant(), "infor-plant.csv");
    InforRecord record = new InforRecord(settings, plant);
    InforOrders orders = new InforOrders(settings, books, record, options.clock());
    InforBods bods =
        new InforBods(
            settings,
            books,
            record,
            orders,
            new InforBodAnswers(settings, share.resolve("answers")));
    return new InforBodApi(bods, orders, new InforPage(settings, books));
  }

  /** The bus lets the answers through that it holds. */
  public void tell() {
    ((InforBodApi) cmms()).bods().tell();
  }

  @Override
  public Optional<String> lacks(FaultKind kind) {
    return switch (kind) {
      case SILENT_200, UNAVAILABLE -> Optional.empty();
      default -> Optional.of("nobody answers a file: it is taken, or it stays");
    };
  }

  @Override
  void ending() {
    inbox.close();
  }
}
