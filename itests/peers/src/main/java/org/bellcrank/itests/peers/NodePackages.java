package org.bellcrank.itests.peers;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** The npm packages of this folder, installed once for all tests of a working copy. */
public final class NodePackages {

  private static final String LOCK = "package-lock.json";
  private static final String LIST = "package.json";

  private static Optional<Path> known;

  private NodePackages() {}

  /**
   * The folder {@code node_modules}; installs what is not there. Asked once in a process.
   *
   * @return empty when node, npm or the network is missing; why stands on the error output
   */
  public static synchronized Optional<Path> installed() throws IOException, InterruptedException {
    if (known == null) {
      known = install(folder());
    }
    return known;
  }

  /** The folder of this module, from wherever in the working copy the test runs. */
  private static Path folder() {
    Path here = Path.of("").toAbsolutePath();
    for (Path up = here; up != null; up = up.getParent()) {
      Path there = up.resolve("itests/peers");
      if (Files.exists(there.resolve(LOCK))) {
        return there;
      }
    }
    throw new IllegalStateException("no itests/peers above " + here);
  }

  private static Optional<Path> install(Path folder) throws IOException, InterruptedException {
    if (missing("node") || missing("npm")) {
      return Optional.empty();
    }
    Path target = Files.createDirectories(folder.resolve("target/npm"));
    Path modules = target.resolve("node_modules");
    Path whole = target.resolve("installed");
    // Several forks of several modules ask at the same time.
    try (FileChannel channel =
            FileChannel.open(
                folder.resolve("target/npm.lock"),
                StandardOpenOption.CREATE,
                StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      byte[] wanted = Files.readAllBytes(folder.resolve(LOCK));
      if (Files.exists(whole) && Arrays.equals(Files.readAllBytes(whole), wanted)) {
        return Optional.of(modules);
      }
      for (String each : List.of(LIST, LOCK)) {
        Files.copy(folder.resolve(each), target.resolve(each), StandardCopyOption.REPLACE_EXISTING);
      }
      if (!npm(target)) {
        return Optional.empty();
      }
      Files.write(whole, wanted);
      return Optional.of(modules);
    }
  }

  private static boolean npm(Path target) throws IOException, InterruptedException {
    Path log = target.resolve("npm.log");
    Process npm =
        new ProcessBuilder("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund")
            .directory(target.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    boolean ended = npm.waitFor(3, TimeUnit.MINUTES);
    if (!ended) {
      npm.destroyForcibly();
    }
    if (!ended || npm.exitValue() != 0) {
      skipped("npm ci did not work: " + Files.readString(log, StandardCharsets.UTF_8));
      return false;
    }
    return true;
  }

  private static boolean missing(String program) throws InterruptedException {
    try {
      boolean there =
          new ProcessBuilder(program, "--version")
                  .redirectErrorStream(true)
                  .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                  .start()
                  .waitFor()
              == 0;
      if (!there) {
        skipped(program + " does not run");
      }
      return !there;
    } catch (IOException e) {
      skipped("no " + program);
      return true;
    }
  }

  private static void skipped(String why) {
    System.err.println("SKIPPED: " + why + "; no servers of other makers from npm");
  }
}
