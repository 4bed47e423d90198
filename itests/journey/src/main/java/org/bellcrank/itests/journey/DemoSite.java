package org.bellcrank.itests.journey;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.bellcrank.journal.DataDirectory;

/** The demo's site documents and credentials, put where a gateway looks for them. */
final class DemoSite {

  /** The addresses that stand in the documents, for the doubles' own. */
  private static final String EXAMPLE_MAXIMO = "http://127.0.0.1:8481";

  private static final String EXAMPLE_CUSTOM = "http://127.0.0.1:8482";

  private final Path sites;
  private final DataDirectory data;

  DemoSite(Path home, DataDirectory data) {
    this.sites = home.resolve("kura-config/sites");
    this.data = data;
  }

  /** The two plants that cameras look at. */
  void write(URI maximo, URI custom) throws IOException {
    secret("maximo-bedford", "bedford-api-key");
    secret("rest-lyon", "gateway:lyon-gateway");
    write(
        sites.resolve("demo"),
        Map.of(EXAMPLE_MAXIMO, address(maximo), EXAMPLE_CUSTOM, address(custom)));
  }

  /** The works whose machines speak. */
  void writePlant(URI custom) throws IOException {
    secret("cmms", "gateway:lyon-gateway");
    write(sites.resolve("plant"), Map.of(EXAMPLE_CUSTOM, address(custom)));
  }

  private void write(Path documents, Map<String, String> addresses) throws IOException {
    Files.createDirectories(data.documents());
    try (Stream<Path> files = Files.list(documents)) {
      List<Path> sorted = files.filter(file -> file.toString().endsWith(".yaml")).sorted().toList();
      Path beside = Files.createTempDirectory(data.root(), "documents");
      for (Path file : sorted) {
        String text = Files.readString(file);
        for (Map.Entry<String, String> address : addresses.entrySet()) {
          text = text.replace(address.getKey(), address.getValue());
        }
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
