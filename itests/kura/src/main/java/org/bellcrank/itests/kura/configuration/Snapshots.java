package org.bellcrank.itests.kura.configuration;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The folder of snapshots: {@code snapshot_0.xml} may be plain, every later one is encrypted as a
 * whole; ten are kept.
 */
final class Snapshots {

  private static final int KEPT = 10;

  private final Path folder;
  private final Aes aes;
  private final SnapshotText text;

  Snapshots(Path folder, Aes aes) throws IOException {
    this.folder = folder;
    this.aes = aes;
    text = new SnapshotText(aes);
    Files.createDirectories(folder);
  }

  NavigableSet<Long> ids() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      NavigableSet<Long> ids = new TreeSet<>();
      files
          .map(file -> file.getFileName().toString())
          .filter(name -> name.matches("snapshot_\\d+\\.xml"))
          .forEach(name -> ids.add(Long.valueOf(name.replaceAll("\\D", ""))));
      return ids;
    }
  }

  List<Stored> read(long id) throws IOException {
    String content = Files.readString(file(id));
    String xml = content.stripLeading().startsWith("<") ? content : aes.decrypt(content);
    return text.read(new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)));
  }

  long write(Collection<Stored> all) throws IOException {
    NavigableSet<Long> ids = ids();
    long last = ids.isEmpty() ? 0 : ids.last();
    long id = Math.max(System.currentTimeMillis(), last + 1);
    Path half = folder.resolve("writing");
    Files.writeString(half, aes.encrypt(text.write(all)));
    Files.move(half, file(id));
    ids.add(id);
    while (ids.size() > KEPT) {
      Files.delete(file(ids.pollFirst()));
    }
    return id;
  }

  private Path file(long id) {
    return folder.resolve("snapshot_" + id + ".xml");
  }
}
