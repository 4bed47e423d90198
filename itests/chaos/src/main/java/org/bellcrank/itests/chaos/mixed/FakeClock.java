package org.bellcrank.itests.chaos.mixed;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The gateway's wall clock, which can be set; its other clock, for waiting, stays as it is. */
final class FakeClock {

  private static final List<Path> PLACES =
      List.of(
          Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
          Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"));

  private final Path library;
  private final Path file;

  private FakeClock(Path library, Path file) {
    this.library = library;
    this.file = file;
  }

  /** One that is right; empty where Debian's package libfaketime is absent. */
  static Optional<FakeClock> of(Path folder) throws IOException {
    Optional<Path> library = PLACES.stream().filter(Files::isReadable).findFirst();
    if (library.isEmpty()) {
      return Optional.empty();
    }
    FakeClock clock = new FakeClock(library.get(), folder.resolve("clock"));
    clock.set(Duration.ZERO);
    return Optional.of(clock);
  }

  /** It goes that much ahead, or behind, within a second. */
  void set(Duration ahead) throws IOException {
    Path next = file.resolveSibling("clock.next");
    Files.writeString(next, "%+d\n".formatted(ahead.toSeconds()));
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  List<String> byHand() {
    String path = file.toAbsolutePath().toString();
    return List.of("clock      echo +7200 > %s; echo +0 > %s".formatted(path, path));
  }

  /** What a process has to be started with to live by it. */
  Map<String, String> environment() {
    return Map.of(
        "LD_PRELOAD", library.toString(),
        "FAKETIME_TIMESTAMP_FILE", file.toAbsolutePath().toString(),
        "FAKETIME_CACHE_DURATION", "1",
        "FAKETIME_DONT_FAKE_MONOTONIC", "1",
        // Else every wait with a limit in a Java process returns at once.
        "FAKETIME_FORCE_MONOTONIC_FIX", "0");
  }
}
