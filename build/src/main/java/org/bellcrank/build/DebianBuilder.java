package org.bellcrank.build;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.maven.plugin.logging.Log;

/**
 * Makes the Debian package of a feature, for Kura 6: the same bundles in a folder of Kura's
 * plugins, whose name is the start level.
 *
 * <p>Settings of the module: {@code debian.name}, {@code debian.architecture}, {@code
 * debian.needs}; its folder {@code debian} may bring scripts and {@code conffiles}.
 */
final class DebianBuilder {

  /** Start level 4, started; parts that cannot be started are only installed. */
  private static final String STARTED = "/opt/eclipse/kura/plugins/4s/";

  private static final String INSTALLED = "/opt/eclipse/kura/plugins/4/";
  private static final String DOCUMENTS = "/usr/share/doc/";

  private final Path home;
  private final Path module;
  private final Properties settings;
  private DebianControl control;

  DebianBuilder(Path home, Path module, Properties settings) {
    this.home = home;
    this.module = module;
    this.settings = settings;
  }

  DebianBuilder describe(String feature, String version, String summary) {
    String needs = settings.getProperty("debian.needs", "bellcrank-core");
    control =
        new DebianControl(
            settings.getProperty("debian.name", feature),
            version,
            settings.getProperty("debian.architecture", "all"),
            Stream.of(needs.split(",")).map(String::strip).filter(n -> !n.isEmpty()).toList(),
            summary);
    return this;
  }

  /** Writes the package and tells the other files of it. */
  void build(List<Part> parts, PackageFiles files, Log log) throws IOException, FeatureException {
    DebianPackage deb = new DebianPackage();
    String jars = parts.stream().map(this::place).collect(Collectors.joining(" \\\n      "));
    for (Part part : parts) {
      deb.file(place(part), Files.readAllBytes(part.bundle().file()));
    }
    documents(deb, parts);
    for (String script : List.of("preinst", "postinst", "prerm", "postrm")) {
      String text = script(script);
      if (!text.isEmpty()) {
        deb.script(script, text.replace("@jars@", jars).replace("@name@", control.name()));
      }
    }
    conffiles(deb);
    removeEarlier(files.folder());
    Path file = files.folder().resolve(control.fileName());
    deb.write(file, control.control(parts), time());
    files.add(file);
    log.info("Debian package " + file.getFileName() + ", " + Files.size(file) + " bytes");
  }

  /** Each commit gives another name; what lies beside belongs to one build. */
  private static void removeEarlier(Path folder) throws IOException {
    try (Stream<Path> earlier = Files.list(folder)) {
      for (Path file : earlier.filter(each -> each.toString().endsWith(".deb")).toList()) {
        Files.delete(file);
      }
    }
  }

  private String place(Part part) {
    return (part.startable() ? STARTED : INSTALLED) + part.bundle().entryName();
  }

  private void documents(DebianPackage deb, List<Part> parts) throws IOException {
    String folder = DOCUMENTS + control.name() + "/";
    String licence = Files.readString(home.resolve("LICENSE"));
    deb.file(
        folder + "copyright",
        DebianTexts.copyright(parts, licence).getBytes(StandardCharsets.UTF_8));
    deb.file(
        folder + "changelog.gz", Gzip.best(control.changelog().getBytes(StandardCharsets.UTF_8)));
    deb.file(
        "/usr/share/lintian/overrides/" + control.name(),
        DebianTexts.overrides(control.name(), parts).getBytes(StandardCharsets.UTF_8));
  }

  private String script(String name) throws IOException {
    Path own = module.resolve("debian").resolve(name);
    if (Files.exists(own)) {
      return Files.readString(own);
    }
    try (InputStream in = DebianBuilder.class.getResourceAsStream("/debian/" + name)) {
      return in == null ? "" : new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void conffiles(DebianPackage deb) throws IOException {
    Path folder = module.resolve("debian").resolve("conffiles");
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
          deb.conffile("/" + folder.relativize(file), Files.readAllBytes(file));
        }
      }
    }
  }

  /** The one time of everything the build writes. */
  private Instant time() {
    return Instant.parse(settings.getProperty("project.build.outputTimestamp"));
  }
}
