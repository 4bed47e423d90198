package org.bellcrank.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * What a package is made of, as CycloneDX 1.5: each bundle, and in each the third parties' jars
 * that really lie in it. It carries no time and a serial number made of its content, so that the
 * same content is the same file.
 */
final class Sbom {

  /** Fetches the jar a part was unpacked from. */
  @FunctionalInterface
  interface Jars {
    Path fetch(Embedded embedded) throws FeatureException;
  }

  private final Jars jars;

  Sbom(Jars jars) {
    this.jars = jars;
  }

  String of(String name, String version, List<Part> parts) throws IOException, FeatureException {
    List<Object> components = new ArrayList<>();
    for (Part part : parts) {
      components.add(bundle(part));
    }
    Map<String, Object> itself = new LinkedHashMap<>();
    itself.put("type", "application");
    itself.put("bom-ref", name + "@" + version);
    itself.put("name", name);
    itself.put("version", version);
    itself.put("licenses", licences(Packages.licences(parts)));
    Map<String, Object> sbom = new LinkedHashMap<>();
    sbom.put("bomFormat", "CycloneDX");
    sbom.put("specVersion", "1.5");
    sbom.put("serialNumber", "urn:uuid:" + uuid(JsonText.of(List.of(itself, components))));
    sbom.put("version", 1);
    sbom.put("metadata", Map.of("component", itself));
    sbom.put("components", components);
    return JsonText.of(sbom);
  }

  private static UUID uuid(String content) {
    return UUID.nameUUIDFromBytes(content.getBytes(StandardCharsets.UTF_8));
  }

  private Map<String, Object> bundle(Part part) throws IOException, FeatureException {
    PackagedBundle bundle = part.bundle();
    Map<String, Object> component = new LinkedHashMap<>();
    component.put("type", "library");
    component.put("bom-ref", bundle.entryName());
    component.put("name", bundle.symbolicName());
    component.put("version", bundle.version());
    component.put("hashes", hashes(Checksums.of(bundle.file())));
    component.put("licenses", licences(part.licences()));
    component.put("purl", "pkg:maven/org.bellcrank/" + part.name() + "@" + bundle.version());
    List<Object> inside = new ArrayList<>();
    for (Embedded embedded : part.embedded()) {
      inside.add(embedded(bundle, embedded));
    }
    if (!inside.isEmpty()) {
      component.put("components", inside);
    }
    return component;
  }

  private Map<String, Object> embedded(PackagedBundle bundle, Embedded embedded)
      throws IOException, FeatureException {
    Map<String, Object> component = new LinkedHashMap<>();
    component.put("type", "library");
    component.put("bom-ref", bundle.entryName() + "/" + embedded.fileName());
    component.put("group", embedded.group());
    component.put("name", embedded.artifact());
    component.put("version", embedded.version());
    component.put("hashes", hashes(checksum(bundle, embedded)));
    component.put("licenses", licences(embedded.licences()));
    component.put("purl", embedded.purl());
    return component;
  }

  /** Of the inner jar as it lies in the bundle, else of the jar it was unpacked from. */
  private String checksum(PackagedBundle bundle, Embedded embedded)
      throws IOException, FeatureException {
    try (ZipFile zip = new ZipFile(bundle.file().toFile())) {
      for (ZipEntry entry : zip.stream().<ZipEntry>map(each -> each).toList()) {
        if (entry.getName().replaceFirst(".*/", "").equals(embedded.fileName())) {
          try (InputStream in = zip.getInputStream(entry)) {
            return Checksums.of(in);
          }
        }
      }
    }
    return Checksums.of(jars.fetch(embedded));
  }

  private static List<Object> hashes(String sha256) {
    return List.of(pairs("alg", "SHA-256", "content", sha256));
  }

  private static List<Object> licences(List<Licence> licences) {
    List<Object> all = new ArrayList<>();
    for (Licence licence : licences) {
      Map<String, Object> one = new LinkedHashMap<>();
      one.put("id", licence.id());
      if (!licence.note().isEmpty()) {
        one.put("properties", List.of(pairs("name", "covers", "value", licence.note())));
      }
      all.add(Map.of("license", one));
    }
    return all;
  }

  private static Map<String, Object> pairs(String a, String first, String b, String second) {
    Map<String, Object> pairs = new LinkedHashMap<>();
    pairs.put(a, first);
    pairs.put(b, second);
    return pairs;
  }
}
