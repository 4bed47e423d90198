package org.bellcrank.build;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;

/** Small bundles made on the spot. */
final class TestJars {

  private TestJars() {}

  static Path bundle(
      Path file, String symbolicName, String version, long time, Map<String, String> content)
      throws IOException {
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", symbolicName);
    main.putValue("Bundle-Version", version);
    main.putValue("Created-By", "a tool at " + time);
    try (OutputStream out = Files.newOutputStream(file);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Map.Entry<String, String> each : content.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        entry.setTime(time);
        jar.putNextEntry(entry);
        jar.write(each.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    return file;
  }
}
