package org.bellcrank.fleet;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.jar.Attributes;
import java.util.jar.JarInputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * A deployment package file.
 *
 * @param file where it lies
 * @param name symbolic name
 * @param version as its manifest says
 * @param sha1 hash of the file, which gateways check after the download
 * @param bytes its size
 * @param bundles version by symbolic name; what has no bundle name is left out
 * @param fragments the bundles among them that are only resolved, never started
 */
public record DeploymentPackage(
    Path file,
    String name,
    String version,
    String sha1,
    long bytes,
    Map<String, String> bundles,
    Set<String> fragments) {

  /**
   * Reads the manifest and the hash.
   *
   * @throws IOException when the file cannot be read or is no deployment package
   */
  public static DeploymentPackage read(Path file) throws IOException {
    Manifest manifest = manifest(file);
    String name = value(manifest, "DeploymentPackage-SymbolicName");
    String version = value(manifest, "DeploymentPackage-Version");
    if (name.isEmpty() || version.isEmpty()) {
      throw new IOException(
          file
              + ": given a file without DeploymentPackage-SymbolicName and -Version; allowed: .dp");
    }
    Map<String, String> bundles = new LinkedHashMap<>();
    for (Attributes each : manifest.getEntries().values()) {
      String bundle = each.getValue("Bundle-SymbolicName");
      if (bundle != null) {
        bundles.put(bundle.split(";")[0].strip(), each.getValue("Bundle-Version"));
      }
    }
    MessageDigest digest = digest();
    long bytes = 0;
    byte[] block = new byte[1 << 16];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        digest.update(block, 0, read);
        bytes += read;
      }
    }
    return new DeploymentPackage(
        file,
        name,
        version,
        HexFormat.of().formatHex(digest.digest()),
        bytes,
        bundles,
        fragments(file));
  }

  private static Set<String> fragments(Path file) throws IOException {
    Set<String> fragments = new HashSet<>();
    try (ZipInputStream in = new ZipInputStream(Files.newInputStream(file))) {
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().endsWith(".jar")) {
          Manifest manifest = new JarInputStream(in, false).getManifest();
          if (manifest != null && manifest.getMainAttributes().getValue("Fragment-Host") != null) {
            fragments.add(value(manifest, "Bundle-SymbolicName"));
          }
        }
      }
    }
    return fragments;
  }

  private static Manifest manifest(Path file) throws IOException {
    try (JarInputStream in = new JarInputStream(Files.newInputStream(file), false)) {
      if (in.getManifest() != null) {
        return in.getManifest();
      }
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        if (entry.getName().equals("META-INF/MANIFEST.MF")) {
          return new Manifest(new ByteArrayInputStream(in.readAllBytes()));
        }
      }
    }
    throw new IOException(file + ": given a file without a manifest; allowed: .dp");
  }

  private static String value(Manifest manifest, String key) {
    String value = manifest.getMainAttributes().getValue(key);
    return value == null ? "" : value.split(";")[0].strip();
  }

  private static MessageDigest digest() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-1", e);
    }
  }
}
