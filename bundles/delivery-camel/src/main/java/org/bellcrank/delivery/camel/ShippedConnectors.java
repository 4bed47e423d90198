package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.util.tracker.BundleTracker;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The connectors that bundles bring, unpacked into a folder for each bundle.
 *
 * <p>A bundle names its connectors in the header {@code Bellcrank-Connectors}; they lie in its
 * folder {@code connectors}. Used by one thread, the one that also reads the folders, so that
 * nobody sees a folder half unpacked.
 */
final class ShippedConnectors {

  /** Header of a bundle that brings connectors; its value names them. */
  static final String HEADER = "Bellcrank-Connectors";

  private static final Logger LOG = LoggerFactory.getLogger(ShippedConnectors.class);
  private static final String PLACE = "connectors/";
  private static final String NEW = ".new";

  private final Path home;

  /**
   * Bundles whose connectors could not be unpacked, with the reason: while a framework updates a
   * bundle, its content may close under the reader's hands or look empty.
   */
  private final Map<Bundle, String> owed = new LinkedHashMap<>();

  /**
   * Each bundle whose connectors are unpacked, with its version, by its name; read by any thread.
   */
  private final Map<String, String> versions = new ConcurrentHashMap<>();

  /**
   * Forgets what an earlier run unpacked: what counts is which bundles are there now.
   *
   * @param home where to unpack; made when needed
   */
  ShippedConnectors(Path home) {
    this.home = home;
    try {
      delete(home);
    } catch (IOException | UncheckedIOException e) {
      LOG.error("{} cannot be emptied: {}; connectors of removed packages may run", home, e);
    }
  }

  /** One folder for each bundle, each with folders of connectors; tries again what failed. */
  List<Path> directories() {
    List.copyOf(owed.keySet()).forEach(this::take);
    if (!Files.isDirectory(home)) {
      return List.of();
    }
    try (Stream<Path> folders = Files.list(home)) {
      return folders.filter(folder -> !folder.toString().endsWith(NEW)).sorted().toList();
    } catch (IOException e) {
      LOG.error("{} cannot be read: {}; shipped connectors do not run", home, e.getMessage());
      return List.of();
    }
  }

  /**
   * A bundle counts from its installation to its end, whether it runs or not: while a package is
   * updated its connectors go on, and the new ones take their place without a gap.
   *
   * @param later runs on the thread that reads the folders, in the order given
   */
  BundleTracker<String> follow(BundleContext context, Executor later) {
    BundleTracker<String> tracker =
        new BundleTracker<>(context, ~Bundle.UNINSTALLED, null) {
          @Override
          public String addingBundle(Bundle bundle, BundleEvent event) {
            String connectors = bundle.getHeaders("").get(HEADER);
            if (connectors != null) {
              later.execute(() -> take(bundle));
            }
            return connectors;
          }

          @Override
          public void modifiedBundle(Bundle bundle, BundleEvent event, String connectors) {
            if (event != null && event.getType() == BundleEvent.UPDATED) {
              later.execute(() -> take(bundle));
            }
          }

          @Override
          public void removedBundle(Bundle bundle, BundleEvent event, String connectors) {
            if (bundle.getState() == Bundle.UNINSTALLED) {
              later.execute(() -> drop(bundle));
            }
          }
        };
    tracker.open();
    return tracker;
  }

  /** Where a folder comes from: the bundle and its version, or a folder of the plant's own. */
  String origin(Path folder) {
    Path brought = folder.getParent();
    return brought != null && home.equals(brought.getParent())
        ? versions.getOrDefault(brought.getFileName().toString(), "")
        : "a folder on this gateway";
  }

  /** Unpacks what a bundle brings, in place of what an earlier version of it brought. */
  private void take(Bundle bundle) {
    Path fresh = home.resolve(bundle.getSymbolicName() + NEW);
    try {
      delete(fresh);
      Files.createDirectories(fresh);
      for (String name : names(bundle)) {
        if (bundle.getEntryPaths(PLACE + name + "/") == null) {
          throw new IOException("it names %s and has no folder %s%s".formatted(name, PLACE, name));
        }
        copy(bundle, PLACE + name + "/", fresh);
      }
      Path target = home.resolve(bundle.getSymbolicName());
      delete(target);
      Files.move(fresh, target);
      versions.put(bundle.getSymbolicName(), bundle.getSymbolicName() + " " + bundle.getVersion());
      if (owed.remove(bundle) != null) {
        LOG.info("{}: its connectors are unpacked now", bundle);
      }
    } catch (IOException | RuntimeException e) {
      // A framework in the middle of an update throws what it likes, and an executor keeps it.
      String reason = String.valueOf(e.getMessage());
      if (!reason.equals(owed.put(bundle, reason))) {
        LOG.warn(
            "{}: its connectors cannot be unpacked into {}: {}; allowed: a writable folder and a"
                + " bundle at rest; what ran before runs on, and it is tried again with each look",
            bundle,
            home,
            reason);
      }
    }
  }

  /** Takes away what a bundle brought. */
  private void drop(Bundle bundle) {
    owed.remove(bundle);
    try {
      delete(home.resolve(bundle.getSymbolicName()));
    } catch (IOException | UncheckedIOException e) {
      LOG.error("{}: its connectors cannot be removed: {}; they run on", bundle, e.getMessage());
    }
  }

  private static List<String> names(Bundle bundle) {
    String header = bundle.getHeaders("").get(HEADER);
    return Stream.of(header == null ? new String[0] : header.split(","))
        .map(String::strip)
        .filter(name -> name.matches("[a-z0-9]+(-[a-z0-9]+)*"))
        .toList();
  }

  /** Entries are asked for by path, which, unlike a search, resolves no bundle. */
  private static void copy(Bundle bundle, String folder, Path target) throws IOException {
    var entries = bundle.getEntryPaths(folder);
    if (entries == null) {
      throw new IOException("its folder " + folder + " went while it was read");
    }
    for (String entry : Collections.list(entries)) {
      if (entry.endsWith("/")) {
        copy(bundle, entry, target);
        continue;
      }
      Path file = target.resolve(entry.substring(PLACE.length())).normalize();
      if (!file.startsWith(target)) {
        throw new IOException("entry " + entry + " points out of the folder");
      }
      Files.createDirectories(file.getParent());
      URL url = bundle.getEntry(entry);
      if (url == null) {
        throw new IOException("its entry " + entry + " went while it was read");
      }
      try (InputStream in = url.openStream()) {
        Files.copy(in, file);
      }
    }
  }

  private static void delete(Path folder) throws IOException {
    if (Files.exists(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
  }
}
