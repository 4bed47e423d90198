package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.zip.ZipEntry;
import org.bellcrank.build.BundleJar;
import org.bellcrank.build.DeploymentPackage;
import org.bellcrank.build.FeatureException;
import org.bellcrank.build.PackagedBundle;
import org.bellcrank.build.Qualifier;
import org.bellcrank.runtime.felix.parts.Idle;
import org.bellcrank.runtime.felix.parts.Killing;
import org.bellcrank.runtime.felix.parts.Throwing;

/** A bundle made on the spot; its version follows its content, as our packages' do. */
final class TestBundle {

  private final String name;
  private final Map<String, String> headers = new LinkedHashMap<>();
  private final Map<String, String> texts = new LinkedHashMap<>();

  TestBundle(String name) {
    this.name = name;
    headers.put("Import-Package", "org.osgi.framework");
  }

  TestBundle header(String header, String value) {
    headers.merge(header, value, (old, more) -> old + "," + more);
    return this;
  }

  TestBundle text(String path, String content) {
    texts.put(path, content);
    return this;
  }

  /** A component, with the body of its description. */
  TestBundle component(String component, String attributes, Class<?> type, String body) {
    String file = "OSGI-INF/" + component + ".xml";
    return header("Service-Component", file)
        .text(
            file,
            """
            <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.3.0" name="%s" %s>
              <implementation class="%s"/>
              %s
            </scr:component>
            """
                .formatted(component, attributes, type.getName(), body));
  }

  PackagedBundle build(Path folder) throws IOException, FeatureException {
    Path plain = folder.resolve(name + "-plain.jar");
    Manifest manifest = new Manifest();
    Attributes main = manifest.getMainAttributes();
    main.put(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.putValue("Bundle-ManifestVersion", "2");
    main.putValue("Bundle-SymbolicName", name);
    main.putValue("Bundle-Version", "1.0.0");
    headers.forEach(main::putValue);
    try (OutputStream out = Files.newOutputStream(plain);
        JarOutputStream jar = new JarOutputStream(out, manifest)) {
      for (Class<?> type : List.of(Idle.class, Throwing.class, Killing.class)) {
        String path = type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getClassLoader().getResourceAsStream(path)) {
          add(jar, path, in.readAllBytes());
        }
      }
      for (Map.Entry<String, String> text : texts.entrySet()) {
        add(jar, text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8));
      }
    }
    BundleJar bundle = BundleJar.read(plain);
    String version = Qualifier.version("1.0.0", "202601010000", bundle.contentHash());
    Path finished = folder.resolve(name + "_" + version + ".jar");
    bundle.writeAs(version, finished);
    return new PackagedBundle(name, version, finished, bundle.contentHash());
  }

  private static void add(JarOutputStream jar, String path, byte[] content) throws IOException {
    jar.putNextEntry(new ZipEntry(path));
    jar.write(content);
    jar.closeEntry();
  }

  /** Packs bundles under a version of the package. */
  static DeploymentPackage pack(Path folder, String name, String version, TestBundle... bundles)
      throws IOException, FeatureException {
    List<PackagedBundle> built = new java.util.ArrayList<>();
    for (TestBundle bundle : bundles) {
      built.add(bundle.build(folder));
    }
    return new DeploymentPackage(name, version, built);
  }
}
