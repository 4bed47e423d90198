package org.bellcrank.site;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.document.InvalidDocumentException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Checked documents that wait for their activation, as archives named by their version. */
final class KeptDocuments {

  private static final Logger LOG = LoggerFactory.getLogger(KeptDocuments.class);
  private static final int MOST = 20;
  private static final String END = ".zip";

  private final Path folder;

  KeptDocuments(Path folder) {
    this.folder = folder;
  }

  synchronized void keep(String version, Map<String, String> files) throws IOException {
    Files.createDirectories(folder);
    Path fresh = Files.write(folder.resolve("." + version), DocumentArchive.pack(files));
    Files.move(
        fresh,
        folder.resolve(version + END),
        StandardCopyOption.ATOMIC_MOVE,
        StandardCopyOption.REPLACE_EXISTING);
    for (Path old : archives().stream().skip(MOST).toList()) {
      Files.deleteIfExists(old);
    }
  }

  /** By version, newest first; what cannot be read any more is left out with a warning. */
  synchronized Map<String, Map<String, String>> all() {
    Map<String, Map<String, String>> kept = new LinkedHashMap<>();
    for (Path archive : archives()) {
      String name = archive.getFileName().toString();
      try {
        kept.put(
            name.substring(0, name.length() - END.length()),
            DocumentArchive.unpack(Files.readAllBytes(archive)));
      } catch (NoSuchFileException e) {
        LOG.debug("{} went away", archive);
      } catch (IOException | InvalidDocumentException e) {
        LOG.warn("{} cannot be read and does not count: {}", archive, e.getMessage());
      }
    }
    return kept;
  }

  private List<Path> archives() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(END))
          .sorted(Comparator.comparing(KeptDocuments::since).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileTime since(Path file) {
    try {
      return Files.getLastModifiedTime(file);
    } catch (IOException e) {
      return FileTime.fromMillis(0);
    }
  }
}
