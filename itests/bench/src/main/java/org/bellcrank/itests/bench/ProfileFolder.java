package org.bellcrank.itests.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Writes a profile with a snapshot, for a gateway whose parts are only known when it starts. */
final class ProfileFolder {

  private final StringBuilder configurations = new StringBuilder();

  /** One component; the values are texts, whole numbers, truth values or lists of texts. */
  ProfileFolder with(String pid, Map<String, Object> settings) {
    configurations
        .append("  <esf:configuration pid=\"%s\">%n".formatted(pid))
        .append("    <esf:properties>\n");
    new TreeMap<>(settings).forEach(this::property);
    configurations.append("    </esf:properties>\n  </esf:configuration>\n");
    return this;
  }

  /** One instance of a factory. */
  ProfileFolder with(String pid, String factory, Map<String, Object> settings) {
    Map<String, Object> all = new TreeMap<>(settings);
    all.put("service.factoryPid", factory);
    return with(pid, all);
  }

  private void property(String name, Object value) {
    boolean many = value instanceof List;
    List<?> values = many ? (List<?>) value : List.of(value);
    String type = many ? "String" : value.getClass().getSimpleName();
    configurations.append(
        "      <esf:property name=\"%s\" type=\"%s\" array=\"%s\" encrypted=\"false\">%n"
            .formatted(name, type, many));
    for (Object each : values) {
      configurations.append("        <esf:value>%s</esf:value>%n".formatted(escaped(each)));
    }
    configurations.append("      </esf:property>\n");
  }

  private static String escaped(Object value) {
    return String.valueOf(value).replace("&", "&amp;").replace("<", "&lt;");
  }

  /** Writes it; the folder is what {@code --profile} takes. */
  Path write(Path folder, List<String> packages, int port) throws IOException {
    Files.createDirectories(folder);
    Files.writeString(
        folder.resolve("profile.properties"),
        packages.stream().collect(Collectors.joining(", ", "packages = ", "\n"))
            + "defaults = false\nport = %d\n".formatted(port));
    Files.writeString(
        folder.resolve("snapshot_0.xml"),
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <esf:configurations xmlns:esf="http://eurotech.com/esf/2.0" xmlns:ocd="http://www.osgi.org/xmlns/metatype/v1.2.0">
        %s</esf:configurations>
        """
            .formatted(configurations));
    return folder;
  }
}
