package org.bellcrank.itests.law;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A bundle as it was built.
 *
 * @param name name of its folder
 * @param headers of the manifest
 * @param imports version range by imported package; empty text where there is none
 * @param exports version by exported package
 * @param requirements the Require-Capability header
 * @param entries names of all entries
 * @param components texts of the component descriptions by path
 * @param metatypes texts of the metatype descriptions by path
 */
record BuiltBundle(
    String name,
    Path jar,
    Map<String, String> headers,
    Map<String, String> imports,
    Map<String, String> exports,
    String requirements,
    List<String> entries,
    Map<String, String> components,
    Map<String, String> metatypes) {

  private static final Pattern CLAUSE =
      Pattern.compile("([a-zA-Z0-9_.]+)((?:;[^,\"]*(?:\"[^\"]*\")?[^,\"]*)*)(?:,|$)");
  private static final Pattern VERSION = Pattern.compile("[; ]version=\"?([^\";]+)\"?");

  /** Empty text where the manifest has no such header. */
  String header(String name) {
    return headers.getOrDefault(name, "");
  }

  /** Whether it is a part of another bundle, such as natives. */
  boolean fragment() {
    return headers.containsKey("Fragment-Host");
  }

  private static Map<String, String> headers(Manifest manifest) {
    Map<String, String> headers = new TreeMap<>();
    manifest
        .getMainAttributes()
        .forEach((name, value) -> headers.put(name.toString(), value.toString()));
    return headers;
  }

  House.Kind kind() {
    return House.Kind.of(name);
  }

  static BuiltBundle of(Path folder) {
    String name = folder.getFileName().toString();
    Path jar = folder.resolve("target").resolve(name + "-0.1.0.jar");
    if (!Files.exists(jar)) {
      throw new IllegalStateException(jar + " is not built; run mvn package first");
    }
    try (JarFile file = new JarFile(jar.toFile())) {
      Manifest manifest = file.getManifest();
      List<String> entries = file.stream().map(JarEntry::getName).toList();
      return new BuiltBundle(
          name,
          jar,
          headers(manifest),
          clauses(manifest.getMainAttributes().getValue("Import-Package")),
          clauses(manifest.getMainAttributes().getValue("Export-Package")),
          String.valueOf(manifest.getMainAttributes().getValue("Require-Capability")),
          entries,
          texts(file, entries, "OSGI-INF/(?!metatype/)[^/]+\\.xml"),
          texts(file, entries, "OSGI-INF/metatype/[^/]+\\.xml"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> texts(JarFile file, List<String> entries, String pattern)
      throws IOException {
    Map<String, String> texts = new TreeMap<>();
    for (String entry : entries) {
      if (entry.matches(pattern)) {
        try (var in = file.getInputStream(file.getEntry(entry))) {
          texts.put(entry, new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return texts;
  }

  static Map<String, String> clauses(String header) {
    Map<String, String> clauses = new LinkedHashMap<>();
    if (header == null) {
      return clauses;
    }
    Matcher matcher = CLAUSE.matcher(header);
    while (matcher.find()) {
      Matcher version = VERSION.matcher(matcher.group(2));
      clauses.put(matcher.group(1), version.find() ? version.group(1) : "");
    }
    return clauses;
  }

  /** Whether a package belongs to us. */
  static boolean ours(String packageName) {
    return packageName.startsWith("org.bellcrank.");
  }

  @Override
  public String toString() {
    return name;
  }
}
