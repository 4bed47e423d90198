package org.bellcrank.fleet.courier;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipInputStream;
import org.bellcrank.journal.Facts;
import org.bellcrank.journal.FactsException;

/**
 * A courier file whose every entry was checked.
 *
 * @param file where it lies
 * @param manifest as signed
 * @param hashes SHA-256 by path
 * @param custody the hops, oldest first
 * @param last hash of the last hop, or of the manifest
 */
record CourierContent(
    Path file, Facts manifest, Map<String, String> hashes, List<Facts> custody, String last) {

  private static final int MOST_SMALL = 4 << 20;
  private static final String SAFE = "[^./\\\\][^/\\\\]*(/[^./\\\\][^/\\\\]*){0,7}";

  /** What lies in the archive, once through. */
  private record Found(Map<String, String> hashes, Map<String, byte[]> small) {}

  /**
   * Checks a file as a whole.
   *
   * @param trusted public keys as text; whoever signed with another is a stranger
   * @throws CourierRefusedException when anything in it is not as it was signed
   */
  static CourierContent open(Path file, Set<String> trusted)
      throws IOException, CourierRefusedException {
    Found found;
    try {
      found = read(file);
    } catch (ZipException | java.io.EOFException | IllegalArgumentException e) {
      throw new CourierRefusedException(
          "%s is cut off or no courier file: %s".formatted(file, e.getMessage()));
    }
    byte[] text = found.small().get(CourierFile.MANIFEST);
    byte[] signature = found.small().get(CourierFile.SIGNATURE);
    if (text == null || signature == null) {
      throw new CourierRefusedException(file + " is not signed: no manifest.json or manifest.sig");
    }
    try {
      Facts manifest = Facts.parse(new String(text, StandardCharsets.UTF_8));
      signer(file, "the manifest", manifest.requireText("key"), text, signature, trusted);
      Map<String, String> hashes = entries(file, manifest, found);
      List<Facts> custody = new ArrayList<>();
      String last = custody(file, found, CourierFile.hash(stream(text)), trusted, custody);
      return new CourierContent(file, manifest, hashes, custody, last);
    } catch (FactsException e) {
      throw new CourierRefusedException(
          "%s: the manifest cannot be read: %s".formatted(file, e.getMessage()));
    }
  }

  private static Found read(Path file) throws IOException, CourierRefusedException {
    Map<String, String> hashes = new LinkedHashMap<>();
    Map<String, byte[]> small = new HashMap<>();
    int listed;
    try (ZipFile directory = new ZipFile(file.toFile())) {
      listed = directory.size();
    }
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry each = zip.getNextEntry(); each != null; each = zip.getNextEntry()) {
        String name = each.getName();
        if (!name.matches(SAFE)) {
          throw new CourierRefusedException(
              "%s: given entry %s; allowed: plain paths".formatted(file, name));
        }
        boolean ours = own(name);
        byte[] bytes = ours ? zip.readNBytes(MOST_SMALL) : null;
        String hash = CourierFile.hash(ours ? stream(bytes) : unclosed(zip));
        if (hashes.put(name, hash) != null) {
          throw new CourierRefusedException("%s holds %s twice".formatted(file, name));
        }
        if (ours) {
          small.put(name, bytes);
        }
      }
    }
    if (listed != hashes.size()) {
      throw new CourierRefusedException(
          "%s holds %d entries, its directory lists %d".formatted(file, hashes.size(), listed));
    }
    return new Found(hashes, small);
  }

  private static boolean own(String name) {
    return name.equals(CourierFile.MANIFEST)
        || name.equals(CourierFile.SIGNATURE)
        || name.startsWith(CourierFile.CUSTODY);
  }

  private static void signer(
      Path file, String what, String key, byte[] text, byte[] signature, Set<String> trusted)
      throws CourierRefusedException {
    if (!CourierKey.signed(key, text, signature)) {
      throw new CourierRefusedException("%s: %s is not as it was signed".formatted(file, what));
    }
    if (!trusted.contains(key)) {
      throw new CourierRefusedException(
          "%s: %s is signed by %s, whom nobody trusts here; 'courier trust' would"
              .formatted(file, what, CourierKey.fingerprint(key)));
    }
  }

  private static Map<String, String> entries(Path file, Facts manifest, Found found)
      throws CourierRefusedException {
    Map<String, String> hashes = new LinkedHashMap<>();
    for (Facts each : manifest.factsList("entries")) {
      hashes.put(each.requireText("path"), each.requireText("sha256"));
    }
    for (Map.Entry<String, String> each : found.hashes().entrySet()) {
      if (own(each.getKey())) {
        continue;
      }
      String signed = hashes.get(each.getKey());
      if (signed == null) {
        throw new CourierRefusedException(
            "%s: %s was put in after it was signed".formatted(file, each.getKey()));
      }
      if (!signed.equals(each.getValue())) {
        throw new CourierRefusedException(
            "%s: %s was altered after it was signed".formatted(file, each.getKey()));
      }
    }
    for (String path : hashes.keySet()) {
      if (!found.hashes().containsKey(path)) {
        throw new CourierRefusedException("%s: %s is missing".formatted(file, path));
      }
    }
    return hashes;
  }

  private static String custody(
      Path file, Found found, String manifest, Set<String> trusted, List<Facts> custody)
      throws IOException, CourierRefusedException {
    String last = manifest;
    int parts = (int) found.small().keySet().stream().filter(CourierContent::hop).count();
    for (int hop = 1; hop * 2 <= parts + 1; hop++) {
      String name = CourierFile.CUSTODY + "%04d".formatted(hop);
      byte[] text = found.small().get(name + CourierFile.JSON);
      byte[] signature = found.small().get(name + CourierFile.SIG);
      if (text == null || signature == null) {
        throw new CourierRefusedException(
            "%s: hop %d of the custody is missing or not signed".formatted(file, hop));
      }
      Facts facts = Facts.parse(new String(text, StandardCharsets.UTF_8));
      signer(file, "hop " + hop, facts.requireText("key"), text, signature, trusted);
      if (!facts.requireText("previous").equals(last)) {
        throw new CourierRefusedException(
            "%s: hop %d does not follow what is before it".formatted(file, hop));
      }
      custody.add(facts);
      last = CourierFile.hash(stream(text));
    }
    return last;
  }

  private static boolean hop(String name) {
    return name.startsWith(CourierFile.CUSTODY);
  }

  private static InputStream stream(byte[] bytes) {
    return new ByteArrayInputStream(bytes);
  }

  /** The entry's bytes; closing ends the entry, not the archive. */
  private static InputStream unclosed(ZipInputStream zip) {
    return new java.io.FilterInputStream(zip) {
      @Override
      public void close() {
        // the next entry follows
      }
    };
  }

  /** The name of what it is: plant, update or report. */
  String kind() {
    return manifest.text("kind").orElse("");
  }

  /** The texts of documents by file name. */
  Map<String, String> documents() throws IOException {
    Map<String, String> texts = new LinkedHashMap<>();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      for (String path : hashes.keySet()) {
        if (path.startsWith("documents/")) {
          texts.put(
              path.substring("documents/".length()),
              new String(
                  zip.getInputStream(zip.getEntry(path)).readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }

  /** Copies an entry to a file; what was there is replaced as a whole. */
  void copy(String path, Path target) throws IOException {
    Files.createDirectories(target.toAbsolutePath().getParent());
    Path fresh = target.resolveSibling("." + target.getFileName() + ".part");
    try (ZipFile zip = new ZipFile(file.toFile());
        InputStream in = zip.getInputStream(zip.getEntry(path))) {
      Files.copy(in, fresh, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    Files.move(
        fresh,
        target,
        java.nio.file.StandardCopyOption.ATOMIC_MOVE,
        java.nio.file.StandardCopyOption.REPLACE_EXISTING);
  }
}
