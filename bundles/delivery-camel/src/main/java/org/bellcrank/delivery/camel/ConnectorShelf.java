package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bellcrank.delivery.Connectors;
import org.bellcrank.delivery.connector.Connector;
import org.bellcrank.delivery.connector.ConnectorFolder;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the running connectors in step with their folders: a changed folder is reloaded alone, a
 * broken one is refused with its reasons while the version before keeps running.
 *
 * <p>A change is taken when a folder looks the same twice in a row, so that half-written files are
 * left in peace. {@link #look} is called by one thread; the rest by any.
 */
final class ConnectorShelf implements Connectors {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectorShelf.class);

  private final Path directory;
  private final Supplier<List<Path>> shipped;
  private final Function<Path, String> origin;
  private final RouteHouse house;
  private final Map<String, String> seen = new LinkedHashMap<>();
  private final Map<String, String> taken = new LinkedHashMap<>();

  /** Folders that would run if another gave way. */
  private final Set<String> behind = new TreeSet<>();

  private volatile Map<String, Connector> running = Map.of();
  private volatile Map<String, List<String>> refusals = Map.of();

  /**
   * Remembers where to look.
   *
   * @param directory folders of one's own; they go before shipped ones of the same name
   * @param shipped directories with folders that packages brought
   */
  ConnectorShelf(Path directory, Supplier<List<Path>> shipped, RouteHouse house) {
    this(directory, shipped, folder -> "", house);
  }

  /**
   * As above.
   *
   * @param origin tells where a folder comes from, for people
   */
  ConnectorShelf(
      Path directory,
      Supplier<List<Path>> shipped,
      Function<Path, String> origin,
      RouteHouse house) {
    this.directory = directory;
    this.shipped = shipped;
    this.origin = origin;
    this.house = house;
  }

  @Override
  public Optional<Connector> find(String kind) {
    return Optional.ofNullable(running.get(kind));
  }

  @Override
  public List<Loaded> all() {
    Map<String, Loaded> all = new TreeMap<>();
    running.forEach(
        (kind, connector) ->
            all.put(
                kind,
                new Loaded(
                    kind,
                    connector.title(),
                    connector.version(),
                    refusals.getOrDefault(kind, List.of()),
                    origin.apply(connector.folder()))));
    refusals.forEach((kind, words) -> all.putIfAbsent(kind, new Loaded(kind, "", "", words)));
    return List.copyOf(all.values());
  }

  /** Loads every folder at once, without waiting whether it still changes. */
  void first() {
    for (Path folder : folders()) {
      String kind = folder.getFileName().toString();
      String now = appearance(folder);
      seen.put(kind, now);
      take(kind, folder, now);
    }
  }

  /** Looks once at every folder and takes what has changed and come to rest. */
  void look() {
    Map<String, Path> there = new TreeMap<>();
    folders().forEach(folder -> there.put(folder.getFileName().toString(), folder));
    there.forEach(
        (kind, folder) -> {
          String now = appearance(folder);
          String before = seen.put(kind, now);
          if (now.equals(before) && !now.equals(taken.get(kind))) {
            take(kind, folder, now);
          }
        });
    for (String kind : List.copyOf(taken.keySet())) {
      if (!there.containsKey(kind)) {
        drop(kind);
      }
    }
  }

  /** What another connector has given up may be free now for those that wanted it. */
  private void again() {
    behind.forEach(taken::remove);
    behind.clear();
  }

  private void take(String kind, Path folder, String appearance) {
    taken.put(kind, appearance);
    behind.remove(kind);
    try {
      Connector connector = ConnectorFolder.read(folder);
      house.replace(kind, connector.routes());
      again();
      Map<String, Connector> next = new TreeMap<>(running);
      boolean first = next.put(kind, connector) == null;
      running = Map.copyOf(next);
      refused(kind, List.of());
      LOG.info(
          "Connector {} {} as version {}", kind, first ? "runs" : "reloaded", connector.version());
    } catch (InvalidDocumentException broken) {
      refused(kind, broken.problems().stream().map(Problem::text).toList());
    } catch (IOException unreadable) {
      taken.remove(kind);
      refused(kind, List.of(folder + " cannot be read: " + unreadable.getMessage()));
    } catch (TakenNameException theirs) {
      behind.add(kind);
      refused(kind, List.of(conflict(folder, theirs)));
    } catch (RouteHouse.RefusedRoutesException broken) {
      refused(kind, List.of(folder.resolve("routes") + ": " + broken.getMessage()));
    }
  }

  private String conflict(Path folder, TakenNameException theirs) {
    return theirs.owner().isEmpty()
        ? "%s: given %s; allowed another one: the gateway's own way out has it"
            .formatted(folder.resolve("routes"), theirs.getMessage())
        : "%s: given %s; allowed one that no other connector has: %s runs with it. Choose another,"
                .formatted(
                    folder.resolve("routes"),
                    theirs.getMessage(),
                    running.get(theirs.owner()).folder().resolve("routes"))
            + " for example one that begins with the connector's id";
  }

  private void refused(String kind, List<String> words) {
    if (words.equals(refusals.getOrDefault(kind, List.of()))) {
      return;
    }
    Map<String, List<String>> next = new TreeMap<>(refusals);
    if (words.isEmpty()) {
      next.remove(kind);
    } else {
      next.put(kind, words);
      LOG.error(
          "Connector {} refused, {}: {}",
          kind,
          running.containsKey(kind) ? "the version before keeps running" : "it does not run",
          String.join(" | ", words));
    }
    refusals = Map.copyOf(next);
  }

  private void drop(String kind) {
    taken.remove(kind);
    seen.remove(kind);
    behind.remove(kind);
    house.remove(kind);
    again();
    Map<String, Connector> next = new TreeMap<>(running);
    next.remove(kind);
    running = Map.copyOf(next);
    refused(kind, List.of());
    LOG.info("Connector {} ends; its folder is gone", kind);
  }

  private Collection<Path> folders() {
    Map<String, Path> folders = new TreeMap<>();
    List<Path> places = new ArrayList<>(List.of(directory));
    places.addAll(shipped.get());
    for (Path place : places) {
      for (Path folder : folders(place)) {
        folders.putIfAbsent(folder.getFileName().toString(), folder);
      }
    }
    return folders.values();
  }

  private List<Path> folders(Path place) {
    try (Stream<Path> entries = Files.list(place)) {
      return entries.filter(ConnectorFolder::isOne).toList();
    } catch (IOException unreadable) {
      LOG.error(
          "The connectors' directory {} cannot be read: {}; what runs keeps running",
          place,
          unreadable.getMessage());
      return running.values().stream()
          .map(Connector::folder)
          .filter(folder -> folder.startsWith(place))
          .toList();
    }
  }

  /** Place, names, lengths and times of all files; changes when anything does. */
  private static String appearance(Path folder) {
    List<String> lines = new ArrayList<>(List.of(folder.toString()));
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
        lines.add(
            "%s %d %s"
                .formatted(
                    folder.relativize(file), Files.size(file), Files.getLastModifiedTime(file)));
      }
    } catch (IOException moving) {
      lines.add("moving " + System.nanoTime());
    }
    return String.join("\n", lines);
  }
}
