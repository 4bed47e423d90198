package org.bellcrank.itests.kura;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.ZipEntry;

/** Bundles that are wrong in one way each. */
final class Trial {

  /** The header in which a bundle says what it holds. */
  static final String CONTENT = "Bellcrank-Content";

  static final String NEWER_JAVA = "osgi.ee;filter:=\"(&(osgi.ee=JavaSE)(version=99))\"";

  private Trial() {}

  /** A component that is active at once, of a class that comes along. */
  static PackageFile.Change component(Class<?> type) {
    return (manifest, jar) -> {
      manifest.putValue("Service-Component", "OSGI-INF/trial.xml");
      jar.putNextEntry(new ZipEntry("OSGI-INF/trial.xml"));
      jar.write(
          """
          <scr:component xmlns:scr="http://www.osgi.org/xmlns/scr/v1.1.0" name="trial"
              immediate="true" activate="activate">
            <implementation class="%s"/>
          </scr:component>
          """
              .formatted(type.getName())
              .getBytes(StandardCharsets.UTF_8));
      PackageFile.classOf(jar, type);
    };
  }

  /** An activator in a bundle that imports nothing else. */
  static PackageFile.Change activator(Class<?> type) {
    return (manifest, jar) -> {
      manifest.putValue("Import-Package", "org.osgi.framework");
      PackageFile.activator(type).apply(manifest, jar);
    };
  }

  /** Exports a package that others may wait for, and cannot be resolved itself. */
  static PackageFile.Change lacking(String library, String exported) {
    return PackageFile.header(Map.of("Import-Package", library, "Export-Package", exported));
  }
}
