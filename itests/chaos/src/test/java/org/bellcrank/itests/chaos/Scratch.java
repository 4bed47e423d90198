package org.bellcrank.itests.chaos;

import java.nio.file.Path;

/**
 * Where tests that end processes by the dozen keep their data: below the folder that the
 * environment names as {@code BELLCRANK_TEST_SCRATCH}, else with the build. A folder in memory
 * spares them the disk's fsyncs, most of their time; what a process that is killed leaves is the
 * same on both, since neither loses what was written before.
 */
public final class Scratch {

  private Scratch() {}

  /** A folder of its own for a run; not made yet. */
  public static Path folder(String kind) {
    String named = System.getenv("BELLCRANK_TEST_SCRATCH");
    Path base =
        named == null || named.isBlank()
            ? Path.of(System.getProperty("project.root"), "itests/chaos/target")
            : Path.of(named);
    return base.resolve(kind).resolve(String.valueOf(System.nanoTime()));
  }
}
