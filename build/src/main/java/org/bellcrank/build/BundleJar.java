package org.bellcrank.build;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/** A bundle on disk: who it is, a hash of what it holds, and a copy of it with another version. */
public final class BundleJar {

  /** The package a bundle came with, for the health of the gateway. */
  static final String PACKAGE = "Bellcrank-Package";

  /** All bundles of a package, in one bundle of it. */
  static final String PACKAGE_BUNDLES = "Bellcrank-Package-Bundles";

  /** Hash of what a bundle holds, so that other content under the same version is found out. */
  static final String CONTENT = "Bellcrank-Content";

  private static final Set<String> CHANGING_HEADERS =
      Set.of(
          "Bundle-Version",
          "Bnd-LastModified",
          BundleJar.CONTENT,
          "Build-Jdk",
          "Build-Jdk-Spec",
          "Built-By",
          "Created-By",
          "Originally-Created-By",
          "Tool");

  private final Path file;
  private final Manifest manifest;

  private BundleJar(Path file, Manifest manifest) {
    this.file = file;
    this.manifest = manifest;
  }

  /**
   * @throws FeatureException when the file is no bundle: no manifest, symbolic name or version
   */
  public static BundleJar read(Path file) throws IOException, FeatureException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      ZipEntry entry = zip.getEntry(JarFile.MANIFEST_NAME);
      if (entry == null) {
        throw new FeatureException(file + " holds no manifest, so it is no bundle");
      }
      Manifest manifest;
      try (InputStream in = zip.getInputStream(entry)) {
        manifest = new Manifest(in);
      }
      BundleJar bundle = new BundleJar(file, manifest);
      if (bundle.header("Bundle-SymbolicName") == null || bundle.version() == null) {
        throw new FeatureException(
            file + " has no Bundle-SymbolicName or no Bundle-Version, so it is no bundle");
      }
      return bundle;
    }
  }

  /** The same bundle with further headers, in the order of their names; nothing is written. */
  public BundleJar with(Map<String, String> headers) {
    Manifest more = new Manifest(manifest);
    new TreeMap<>(headers).forEach(more.getMainAttributes()::putValue);
    return new BundleJar(file, more);
  }

  /** Null where the manifest has no such header. */
  String header(String name) {
    return manifest.getMainAttributes().getValue(name);
  }

  /** Without directives such as {@code singleton}. */
  public String symbolicName() {
    return header("Bundle-SymbolicName").replaceFirst(";.*", "").strip();
  }

  public String version() {
    return header("Bundle-Version");
  }

  /** Whether it is a part of another bundle, which cannot be started by itself. */
  boolean fragment() {
    return header("Fragment-Host") != null;
  }

  /** Whether classes lie in it, other than in inner jars. */
  boolean holdsClasses() throws IOException {
    try (ZipFile zip = new ZipFile(file.toFile())) {
      return zip.stream().anyMatch(entry -> entry.getName().endsWith(".class"));
    }
  }

  /** The first three numbers of the version. */
  public String baseVersion() {
    String[] parts = (version() + ".0.0").split("\\.");
    return parts[0] + "." + parts[1] + "." + parts[2];
  }

  public Path file() {
    return file;
  }

  /**
   * A hash of names, bytes and headers; version, times and the tools' own marks are left out.
   *
   * @return 64 hexadecimal digits
   */
  public String contentHash() throws IOException {
    MessageDigest digest = sha256();
    try (ZipFile zip = new ZipFile(file.toFile())) {
      new TreeMap<>(headersOf(manifest.getMainAttributes())).forEach((k, v) -> add(digest, k, v));
      for (ZipEntry entry : sortedEntries(zip)) {
        if (!entry.isDirectory() && !entry.getName().startsWith("META-INF/maven/")) {
          try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = sha256().digest(in.readAllBytes());
            add(digest, entry.getName(), HexFormat.of().formatHex(content));
          }
        }
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static Map<String, String> headersOf(Attributes attributes) {
    Map<String, String> headers = new TreeMap<>();
    attributes.forEach((name, value) -> headers.put(name.toString(), value.toString()));
    headers.keySet().removeAll(CHANGING_HEADERS);
    return headers;
  }

  private static void add(MessageDigest digest, String name, String value) {
    for (String text : List.of(name, value)) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
      digest.update(bytes);
    }
  }

  /** Every entry but the manifest, by name, so that the order of the input leaves no trace. */
  private static List<ZipEntry> sortedEntries(ZipFile zip) {
    return zip.stream()
        .filter(entry -> !entry.getName().equals(JarFile.MANIFEST_NAME))
        .filter(entry -> !entry.getName().equals("META-INF/"))
        .sorted(Comparator.comparing(ZipEntry::getName))
        .<ZipEntry>map(entry -> entry)
        .toList();
  }

  /**
   * Writes the same bundle with another version and the hash of its content, manifest first, all
   * times fixed.
   */
  public void writeAs(String version, Path target) throws IOException {
    Manifest changed = new Manifest(manifest);
    CHANGING_HEADERS.forEach(name -> changed.getMainAttributes().remove(new Attributes.Name(name)));
    changed.getMainAttributes().putValue("Bundle-Version", version);
    changed.getMainAttributes().putValue(CONTENT, contentHash());
    try (ZipFile zip = new ZipFile(file.toFile());
        OutputStream out = new BufferedOutputStream(Files.newOutputStream(target));
        ZipOutputStream jar = new ZipOutputStream(out)) {
      jar.putNextEntry(FixedTime.on(new ZipEntry(JarFile.MANIFEST_NAME)));
      changed.write(jar);
      jar.closeEntry();
      for (ZipEntry entry : sortedEntries(zip)) {
        jar.putNextEntry(FixedTime.on(new ZipEntry(entry.getName())));
        try (InputStream in = zip.getInputStream(entry)) {
          in.transferTo(jar);
        }
        jar.closeEntry();
      }
    }
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJdkHasIt) {
      throw new IllegalStateException(everyJdkHasIt);
    }
  }
}
