package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotTest {

  @TempDir private Path folder;
  private final Placeholders placeholders = new Placeholders();

  private List<ConfigurationEntry> read(String properties) throws Exception {
    Path file = folder.resolve("snapshot_0.xml");
    Files.writeString(
        file,
        """
        <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
        <esf:configurations xmlns:esf="http://eurotech.com/esf/2.0"
            xmlns:ocd="http://www.osgi.org/xmlns/metatype/v1.2.0">
          <esf:configuration pid="camera1">
            <esf:properties>
        """
            + properties
            + """
              </esf:properties>
            </esf:configuration>
          </esf:configurations>
          """);
    return Snapshot.read(file, placeholders, secret -> "sealed " + secret);
  }

  private static String property(String name, String attributes, String... values) {
    StringBuilder text = new StringBuilder();
    for (String value : values) {
      text.append("<esf:value>").append(value).append("</esf:value>");
    }
    return "<esf:property name=\"%s\" %s>%s</esf:property>\n".formatted(name, attributes, text);
  }

  @Test
  void everyTypeIsReadAsItself() throws Exception {
    ConfigurationEntry entry =
        read(property("text", "array=\"false\" encrypted=\"false\" type=\"String\"", " a b ")
                + property("whole", "type=\"Integer\"", "8")
                + property("long", "type=\"Long\"", "9000000000")
                + property("real", "type=\"Double\"", "0.75")
                + property("flag", "type=\"Boolean\"", "true")
                + property("letter", "type=\"Char\"", "x")
                + property("short", "type=\"Short\"", "3")
                + property("byte", "type=\"Byte\"", "4")
                + property("float", "type=\"Float\"", "1.5"))
            .get(0);

    assertThat(entry.pid()).isEqualTo("camera1");
    assertThat(entry.factoryPid()).isNull();
    assertThat(entry.properties())
        .containsEntry("text", " a b ")
        .containsEntry("whole", 8)
        .containsEntry("long", 9_000_000_000L)
        .containsEntry("real", 0.75)
        .containsEntry("flag", true)
        .containsEntry("letter", 'x')
        .containsEntry("short", (short) 3)
        .containsEntry("byte", (byte) 4)
        .containsEntry("float", 1.5f)
        .hasSize(9);
  }

  @Test
  void aFactorysInstanceKeepsThePidsOutOfItsProperties() throws Exception {
    ConfigurationEntry entry =
        read(property("service.factoryPid", "type=\"String\"", "a.Camera")
                + property("service.pid", "type=\"String\"", "a.Camera-1-2")
                + property("kura.service.pid", "type=\"String\"", "camera1"))
            .get(0);

    assertThat(entry.factoryPid()).isEqualTo("a.Camera");
    assertThat(entry.componentPid()).isEqualTo("a.Camera");
    assertThat(entry.properties()).isEmpty();
  }

  @Test
  void arraysHoldTheTypeTheyDeclareEvenWhenEmpty() throws Exception {
    ConfigurationEntry entry =
        read(property("names", "array=\"true\" type=\"String\"", "a", "b")
                + property("ports", "array=\"true\" type=\"Integer\""))
            .get(0);

    assertThat((String[]) entry.properties().get("names")).containsExactly("a", "b");
    assertThat((Integer[]) entry.properties().get("ports")).isEmpty();
  }

  @Test
  void secretsAreSealedWhetherTheyStandInBase64OrNot() throws Exception {
    ConfigurationEntry entry =
        read(property("plain", "encrypted=\"false\" type=\"Password\"", "pit")
                + property("coded", "encrypted=\"true\" type=\"Password\"", "cGl0"))
            .get(0);

    assertThat(entry.properties())
        .containsEntry("plain", "sealed pit")
        .containsEntry("coded", "sealed pit");
    assertThat(entry.toString()).doesNotContain("pit");
  }

  @Test
  void placeholdersAreFilledAndUnknownOnesToldWithTheLine() throws Exception {
    placeholders.put("data", "/var/lib/bellcrank");

    assertThat(read(property("folder", "type=\"String\"", "${data}/db")).get(0).properties())
        .containsEntry("folder", "/var/lib/bellcrank/db");
    assertThatThrownBy(() -> read(property("folder", "type=\"String\"", "${dada}")))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("line 6")
        .hasMessageContaining("${dada}")
        .hasMessageContaining("[data]");
  }

  @Test
  void aWrongTypeOrValueIsToldWithLineGivenAndAllowed() {
    assertThatThrownBy(() -> read(property("a", "type=\"Int\"", "1")))
        .hasMessageContaining("line 6")
        .hasMessageContaining("'Int'")
        .hasMessageContaining("String, Long, Double");
    assertThatThrownBy(() -> read(property("a", "type=\"Boolean\"", "yes")))
        .hasMessageContaining("'yes' is no Boolean");
  }

  @Test
  void aSecretThatIsNoBase64IsNotRepeatedInTheMessage() {
    assertThatThrownBy(
            () -> read(property("a", "encrypted=\"true\" type=\"Password\"", "s e c r e t!")))
        .hasMessageContaining("base64")
        .hasMessageNotContaining("s e c r e t!");
  }

  @Test
  void brokenXmlIsOneLineWithAPlace() {
    assertThatThrownBy(() -> read("<esf:property>"))
        .isInstanceOf(StartException.class)
        .hasMessageContaining("snapshot_0.xml");
  }

  @Test
  void noFileMeansNoConfigurations() throws Exception {
    assertThat(Snapshot.read(folder.resolve("none.xml"), placeholders, secret -> secret)).isEmpty();
  }
}
