package org.bellcrank.build;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * A deployment package: manifest first, one section a bundle, then the bundles in that order.
 *
 * @param name symbolic name of the package
 * @param version of the package
 * @param bundles in the order they are installed
 * @param licences identifiers of all licences inside, empty where nobody says
 */
public record DeploymentPackage(
    String name, String version, List<PackagedBundle> bundles, String licences) {

  private static final int LINE_BYTES = 68;

  public DeploymentPackage {
    bundles = List.copyOf(bundles);
  }

  /** Without a word about licences. */
  public DeploymentPackage(String name, String version, List<PackagedBundle> bundles) {
    this(name, version, bundles, "");
  }

  /** What a package on disk says of itself: the version, and each bundle's version by name. */
  public record Listing(String name, String version, Map<String, String> bundles) {

    public static Listing read(Path file) throws IOException {
      try (ZipFile zip = new ZipFile(file.toFile())) {
        Manifest manifest = new Manifest(zip.getInputStream(zip.getEntry(JarFile.MANIFEST_NAME)));
        Map<String, String> bundles = new TreeMap<>();
        for (Attributes section : manifest.getEntries().values()) {
          bundles.put(section.getValue("Bundle-SymbolicName"), section.getValue("Bundle-Version"));
        }
        Attributes main = manifest.getMainAttributes();
        return new Listing(
            main.getValue("DeploymentPackage-SymbolicName"),
            main.getValue("DeploymentPackage-Version"),
            Collections.unmodifiableMap(bundles));
      }
    }
  }

  /** Writes the whole package. */
  public void write(Path file) throws IOException {
    write(file, null, Map.of());
  }

  /**
   * Writes a fix package: bundles that the base already has in the same version stay out.
   *
   * @param base the package that must be installed before
   */
  public void writeFix(Path file, Listing base) throws IOException {
    write(file, base.version(), base.bundles());
  }

  private void write(Path file, String baseVersion, Map<String, String> present)
      throws IOException {
    try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file));
        ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(FixedTime.on(new ZipEntry(JarFile.MANIFEST_NAME)));
      zip.write(manifest(baseVersion, present).getBytes(StandardCharsets.UTF_8));
      zip.closeEntry();
      for (PackagedBundle bundle : bundles) {
        if (!bundle.version().equals(present.get(bundle.symbolicName()))) {
          store(zip, bundle);
        }
      }
    }
  }

  /** Jars are compressed already; storing them keeps the package quick to write and to read. */
  private static void store(ZipOutputStream zip, PackagedBundle bundle) throws IOException {
    byte[] content = Files.readAllBytes(bundle.file());
    CRC32 crc = new CRC32();
    crc.update(content);
    ZipEntry entry = FixedTime.on(new ZipEntry(bundle.entryName()));
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(content.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(content);
    zip.closeEntry();
  }

  private String manifest(String baseVersion, Map<String, String> present) {
    Map<String, String> main = new LinkedHashMap<>();
    main.put("Manifest-Version", "1.0");
    main.put("DeploymentPackage-SymbolicName", name);
    main.put("DeploymentPackage-Version", version);
    if (!licences.isEmpty()) {
      main.put("DeploymentPackage-License", licences);
    }
    if (baseVersion != null) {
      main.put("DeploymentPackage-FixPack", fixRange(baseVersion));
    }
    StringBuilder text = new StringBuilder();
    section(text, main);
    for (PackagedBundle bundle : bundles) {
      Map<String, String> section = new LinkedHashMap<>();
      section.put("Name", bundle.entryName());
      section.put("Bundle-SymbolicName", bundle.symbolicName());
      section.put("Bundle-Version", bundle.version());
      if (!bundle.content().isEmpty()) {
        section.put(BundleJar.CONTENT, bundle.content());
      }
      if (bundle.version().equals(present.get(bundle.symbolicName()))) {
        section.put("DeploymentPackage-Missing", "true");
      }
      section(text, section);
    }
    return text.toString();
  }

  /** From the base up to, not including, this version; the base alone where ours is not higher. */
  private String fixRange(String base) {
    boolean rising = VersionOrder.ASCENDING.compare(base, version) < 0;
    return rising ? "[" + base + "," + version + ")" : "[" + base + "," + base + "]";
  }

  private static void section(StringBuilder text, Map<String, String> headers) {
    headers.forEach((name, value) -> text.append(folded(name + ": " + value)));
    text.append("\r\n");
  }

  /** A manifest's line is 72 bytes with its end; more goes on after a space. Names are ASCII. */
  private static String folded(String line) {
    StringBuilder text = new StringBuilder();
    String rest = line;
    while (rest.length() > LINE_BYTES) {
      text.append(rest, 0, LINE_BYTES).append("\r\n ");
      rest = rest.substring(LINE_BYTES);
    }
    return text.append(rest).append("\r\n").toString();
  }
}
