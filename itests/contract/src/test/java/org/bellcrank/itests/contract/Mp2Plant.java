package org.bellcrank.itests.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.SqlDouble;

final class Mp2Plant extends SqlPlant {

  private static final String SHARE = "\\\\plant\\mp2\\pictures\\";

  private final Path share;

  Mp2Plant(DoubleOptions options) {
    this(options, share());
  }

  private Mp2Plant(DoubleOptions options, Path share) {
    super(SqlDouble.mp2(Databases.server(), options, share, SHARE));
    this.share = share;
  }

  private static Path share() {
    try {
      return Files.createTempDirectory("mp2-share");
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Override
  public String kind() {
    return "mp2";
  }

  @Override
  public Map<String, String> context() {
    return Map.of(
        "zone",
        "America/Chicago",
        "share",
        share.toString(),
        "sharePath",
        SHARE,
        "screen",
        "https://orders.example/");
  }

  @Override
  public String asset() {
    return "BS-101";
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(((Number) order.fields().get("PRIORITY")).intValue());
  }

  /** What lies on the share. */
  List<String> saved() {
    try (Stream<Path> files = Files.list(share)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  /** The share is not mounted: the folder on it is not there. */
  void unmount() {
    try {
      Files.delete(share);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  void mount() {
    try {
      Files.createDirectory(share);
    } catch (IOException refused) {
      throw new UncheckedIOException(refused);
    }
  }

  @Override
  public void close() {
    super.close();
    try (Stream<Path> files = Files.walk(share)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException left) {
      throw new UncheckedIOException(left);
    }
  }
}
