package org.bellcrank.itests.journey;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.bellcrank.journal.DataDirectory;

/** The demo's site documents and credentials, put where a gateway looks for them. */
final class DemoSite {

  /** The addresses that stand in the documents, for the doubles' own. */
  private static final String EXAMPLE_MAXIMO = "http://127.0.0.1:8481";

  private static final String EXAMPLE_CUSTOM = "http://127.0.0.1:8482";

  private final Path documents;
  private final DataDirectory data;

  DemoSite(Path home, DataDirectory data) {
    this.documents = home.resolve("kura-config/sites/demo");
    this.data = data;
  }

  void write(URI maximo, URI custom) throws IOException {
    secret("maximo-bedford", "bedford-api-key");
    secret("rest-lyon", "gateway:lyon-gateway");
    Files.createDirectories(data.documents());
    try (Stream<Path> files = Files.list(documents)) {
      List<Path> sorted = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      Path beside = Files.createTempDirectory(data.root(), "documents");
      for (Path file : sorted) {
        String text =
            Files.readString(file)
                .replace(EXAMPLE_MAXIMO, address(maximo))
                .replace(EXAMPLE_CUSTOM, address(custom));
        Files.writeString(beside.resolve(file.getFileName()), text);
      }
      for (Path file : sorted) {
        Files.move(
            beside.resolve(file.getFileName()),
            data.documents().resolve(file.getFileName()),
            StandardCopyOption.REPLACE_EXISTING,
            StandardCopyOption.ATOMIC_MOVE);
      }
      Files.delete(beside);
    }
  }

  private static String address(URI uri) {
    String text = uri.toString();
    return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
  }

  private void secret(String name, String value) throws IOException {
    Path keys = data.root().resolve("keys");
    Files.createDirectories(keys);
    Path file = keys.resolve(name);
    Files.writeString(file, value);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
  }
}
