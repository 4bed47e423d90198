package org.bellcrank.itests.chaos.halts;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * How the processes are started that are ended again: with what makes a short life cheap.
 *
 * @param classPath of the harness; only where all of it are jars are loaded classes archived
 * @param archive of classes that the first process to end in order leaves to the others
 */
record Children(String classPath, Path archive) {

  /** With this process's own class path. */
  static Children in(Path folder) {
    return new Children(System.getProperty("java.class.path"), folder.resolve("classes.jsa"));
  }

  /** Whether classes can be archived, which a class path with folders does not allow. */
  boolean archives() {
    return Arrays.stream(classPath.split(File.pathSeparator))
        .allMatch(each -> each.endsWith(".jar"));
  }

  /**
   * The words before the main class.
   *
   * @param leaves whether this one leaves the archive
   */
  List<String> words(boolean leaves) {
    List<String> words = new ArrayList<>();
    words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    words.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"));
    if (archives()) {
      words.add((leaves ? "-XX:ArchiveClassesAtExit=" : "-XX:SharedArchiveFile=") + archive);
      words.addAll(List.of("-Xshare:auto", "-Xlog:disable"));
    }
    words.add("-Djava.awt.headless=true");
    words.addAll(List.of("-cp", classPath));
    return words;
  }
}
