package org.bellcrank.runtime.felix;

import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where things lie.
 *
 * @param home the checkout, with {@code kura-config} and {@code dp-packages}
 * @param runtime the folder with the launcher, {@code lib} and {@code framework}
 */
record Places(Path home, Path runtime) {

  static final String DEMO = "demo";
  static final String RUN = "run";

  /** Words that need a gateway of their own; all others take the tools. */
  private static final Map<String, String> PROFILES =
      Map.of(DEMO, DEMO, RUN, "gateway", "bench", "bench");

  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT);
  private static final int LEVELS_TO_HOME = 4;

  /**
   * From the system properties {@code bellcrank.home} and {@code bellcrank.runtime}, else near the
   * jar.
   */
  static Places find() throws StartException {
    Path runtime = Path.of(System.getProperty("bellcrank.runtime", jarFolder().toString()));
    Path home = runtime.toAbsolutePath().normalize();
    for (int i = 0; i < LEVELS_TO_HOME && home.getParent() != null; i++) {
      home = home.getParent();
    }
    Path given = Path.of(System.getProperty("bellcrank.home", home.toString()));
    return new Places(given.toAbsolutePath().normalize(), runtime.toAbsolutePath().normalize());
  }

  private static Path jarFolder() throws StartException {
    try {
      var source = Launcher.class.getProtectionDomain().getCodeSource().getLocation();
      return Path.of(source.toURI()).getParent();
    } catch (URISyntaxException e) {
      throw StartException.notStarted("the launcher does not find its own jar", e);
    }
  }

  /**
   * The profile asked for, by folder or by name, or the one that suits the word. Of a name the
   * word's own form goes first: {@code demo --profile plant} takes {@code demo-plant}.
   */
  Path profile(String word, Optional<String> asked) throws StartException {
    Path known = home.resolve("kura-config").resolve("profiles");
    if (asked.isEmpty()) {
      return known.resolve(PROFILES.getOrDefault(word, "tools"));
    }
    for (Path folder :
        List.of(
            Path.of(asked.get()),
            known.resolve(word + "-" + asked.get()),
            known.resolve(asked.get()))) {
      if (Files.isDirectory(folder)) {
        return folder.toAbsolutePath().normalize();
      }
    }
    throw StartException.usage(
        "--profile %s: neither a folder nor a name in %s".formatted(asked.get(), known));
  }

  /** Whether what a word leaves behind is of no use afterwards. */
  static boolean leavesNothing(String word) {
    return !word.equals(DEMO) && !word.equals(RUN);
  }

  /** The data directory asked for; a fresh one for the demo and for tools. */
  Path data(String word, Profile profile, Optional<String> asked) {
    if (asked.isPresent()) {
      return Path.of(asked.get()).toAbsolutePath().normalize();
    }
    if (word.equals(RUN)) {
      return home.resolve("data").resolve(profile.name());
    }
    String stamp = STAMP.format(LocalDateTime.now()) + "-" + ProcessHandle.current().pid();
    return home.resolve("target").resolve(word.equals(DEMO) ? DEMO : "tools").resolve(stamp);
  }

  /** Where the words of a profile's packages are kept. */
  Path words(Profile profile) {
    return home.resolve("target").resolve("words").resolve(profile.name() + ".properties");
  }

  /** The files of a profile's deployment packages, in the order they are installed. */
  List<Path> packageFiles(Profile profile, Optional<String> folder) throws StartException {
    List<Path> files = new ArrayList<>();
    for (String name : profile.packages()) {
      files.add(packageFile(name, folder));
    }
    return files;
  }

  /** The file of a deployment package. */
  Path packageFile(String name, Optional<String> folder) throws StartException {
    String file = name + ".dp";
    List<Path> candidates =
        folder.isPresent()
            ? List.of(Path.of(folder.get()).resolve(file))
            : List.of(
                runtime.resolve("packages").resolve(file),
                home.resolve("dp-packages").resolve(name).resolve("target").resolve(file));
    for (Path candidate : candidates) {
      if (Files.isRegularFile(candidate)) {
        return candidate;
      }
    }
    throw StartException.notStarted(
        "package %s is not there; looked for %s; mvn package builds it"
            .formatted(name, candidates));
  }
}
