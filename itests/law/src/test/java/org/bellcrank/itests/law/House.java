package org.bellcrank.itests.law;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** The built bundles and the door table. */
final class House {

  static final Path ROOT = Path.of(System.getProperty("project.root"));

  private static final List<BuiltBundle> BUNDLES = bundles();

  private House() {}

  /** Every bundle of the folder {@code bundles} but the launcher, sorted by name. */
  static List<BuiltBundle> all() {
    return BUNDLES;
  }

  static Stream<BuiltBundle> of(Kind kind) {
    return BUNDLES.stream().filter(bundle -> bundle.kind() == kind);
  }

  private static List<BuiltBundle> bundles() {
    try (Stream<Path> folders = Files.list(ROOT.resolve("bundles"))) {
      return folders
          .filter(folder -> Files.exists(folder.resolve("pom.xml")))
          .filter(folder -> !folder.getFileName().toString().equals("runtime-felix"))
          .map(BuiltBundle::of)
          .sorted(Comparator.comparing(BuiltBundle::name))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The door table: who may use whom, pure bundles in their order. */
  static Map<String, Set<String>> doors() {
    Map<String, Set<String>> doors = new LinkedHashMap<>();
    for (String line : lines("/doors.txt")) {
      if (line.isBlank() || line.startsWith("#")) {
        continue;
      }
      String name = line.substring(0, line.indexOf(':')).strip();
      Set<String> open = new LinkedHashSet<>(Set.of("verb"));
      for (String word : line.substring(line.indexOf(':') + 1).strip().split(" +")) {
        if (word.equals("before")) {
          open.addAll(doors.keySet());
        } else if (!word.isEmpty()) {
          open.add(word);
        }
      }
      doors.put(name, open);
    }
    return doors;
  }

  private static List<String> lines(String resource) {
    try (var in = House.class.getResourceAsStream(resource)) {
      return new ArrayList<>(new String(in.readAllBytes()).lines().toList());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The kinds of bundles, told by the name. */
  enum Kind {
    PURE,
    RIM,
    LIB,
    MODEL,
    CONNECTORS,
    KURA_API;

    static Kind of(String name) {
      if (name.equals("kura-api")) {
        return KURA_API;
      }
      if (name.startsWith("lib-")) {
        return LIB;
      }
      if (name.startsWith("model-")) {
        return MODEL;
      }
      if (name.startsWith("connectors-")) {
        return CONNECTORS;
      }
      return name.contains("-") ? RIM : PURE;
    }
  }
}
