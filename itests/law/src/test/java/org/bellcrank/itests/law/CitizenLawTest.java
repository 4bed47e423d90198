package org.bellcrank.itests.law;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/** What a gateway asks of every component that can be configured, read off the built bundles. */
class CitizenLawTest {

  private static final Set<String> NUMERIC = Set.of("Integer", "Long", "Double", "Float", "Short");

  /** A number without one of these words leaves a person to guess. */
  private static final Pattern UNIT =
      Pattern.compile(
          "(?i)\\b(ms|milliseconds?|seconds?|minutes?|hours?|days?|bytes?|KiB|MiB|characters?"
              + "|ports?|threads?|frames?|per second|messages?|pixels?|percent|share|level|degrees?"
              + "|attempts?|entries|files|count|number of)\\b");

  private static final Pattern SECRET = Pattern.compile("(?i).*(password|secret|passphrase).*");

  /** One configurable component: its definition and what the bundle says of it elsewhere. */
  record Citizen(BuiltBundle bundle, String pid, Element metadata, String component) {

    Element definition() {
      return (Element) metadata.getElementsByTagName("OCD").item(0);
    }

    List<Element> attributes() {
      return elements(metadata, "AD");
    }

    @Override
    public String toString() {
      return pid;
    }
  }

  static List<Citizen> citizens() throws Exception {
    List<Citizen> citizens = new ArrayList<>();
    for (BuiltBundle bundle : House.all()) {
      for (var file : bundle.metatypes().entrySet()) {
        String pid =
            file.getKey().substring("OSGI-INF/metatype/".length()).replaceFirst("\\.xml$", "");
        Element metadata =
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(file.getValue())))
                .getDocumentElement();
        String component = bundle.components().getOrDefault("OSGI-INF/" + pid + ".xml", "");
        citizens.add(new Citizen(bundle, pid, metadata, component));
      }
    }
    return citizens;
  }

  private static List<Element> elements(Element parent, String name) {
    List<Element> elements = new ArrayList<>();
    NodeList nodes = parent.getElementsByTagName(name);
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  @Test
  void thereAreCitizens() throws Exception {
    assertThat(citizens()).hasSizeGreaterThan(6);
  }

  @ParameterizedTest
  @MethodSource("citizens")
  void definitionComponentAndPidBearOneName(Citizen citizen) {
    assertThat(citizen.definition().getAttribute("id")).isEqualTo(citizen.pid());
    Element designate = elements(citizen.metadata(), "Designate").get(0);
    assertThat(designate.getAttribute("pid") + designate.getAttribute("factoryPid"))
        .isEqualTo(citizen.pid());
    assertThat(citizen.component())
        .as("the component of that name")
        .contains("name=\"" + citizen.pid() + "\"")
        .contains("configuration-policy=\"require\"")
        .containsPattern("org\\.eclipse\\.kura\\.configuration\\.(Self)?Configur")
        .doesNotContain("name=\"service.pid\"");
  }

  @ParameterizedTest
  @MethodSource("citizens")
  void labelsAreThereInEnglishAndGerman(Citizen citizen) throws Exception {
    String base = citizen.metadata().getAttribute("localization");
    assertThat(base).as("localization of %s", citizen).startsWith("OSGI-INF/l10n/");
    Properties english = words(citizen, base + ".properties");
    Properties german = words(citizen, base + "_de.properties");
    for (String key : keys(citizen)) {
      assertThat(english).as("English of %s", citizen).containsKey(key);
      assertThat(german).as("German of %s", citizen).containsKey(key);
      // The console of a gateway shows keys as they stand, so they have to be readable.
      assertThat(english.getProperty(key)).isEqualTo(key);
    }
    assertThat(german.keySet()).isEqualTo(english.keySet());
  }

  private static Set<String> keys(Citizen citizen) {
    Set<String> keys = new TreeSet<>();
    Stream.concat(Stream.of(citizen.definition()), citizen.attributes().stream())
        .forEach(
            element ->
                Stream.of("name", "description")
                    .forEach(
                        attribute -> {
                          String text = element.getAttribute(attribute);
                          assertThat(text)
                              .as("%s of %s", attribute, element.getAttribute("id"))
                              .startsWith("%")
                              .hasSizeGreaterThan(1);
                          keys.add(text.substring(1));
                        }));
    return keys;
  }

  private static Properties words(Citizen citizen, String entry) throws IOException {
    Properties words = new Properties();
    try (JarFile jar = new JarFile(citizen.bundle().jar().toFile())) {
      assertThat(jar.getEntry(entry)).as("%s in %s", entry, citizen.bundle()).isNotNull();
      try (InputStream in = jar.getInputStream(jar.getEntry(entry))) {
        words.load(in);
      }
    }
    return words;
  }

  @ParameterizedTest
  @MethodSource("citizens")
  void eachNumberNamesItsUnit(Citizen citizen) {
    for (Element attribute : citizen.attributes()) {
      if (NUMERIC.contains(attribute.getAttribute("type"))) {
        assertThat(attribute.getAttribute("description"))
            .as("%s of %s", attribute.getAttribute("id"), citizen)
            .containsPattern(UNIT);
      }
    }
  }

  /** The metatype escapes spaces and commas of defaults; not each gateway takes the escape away. */
  @ParameterizedTest
  @MethodSource("citizens")
  void noDefaultNeedsAnEscape(Citizen citizen) {
    for (Element attribute : citizen.attributes()) {
      assertThat(attribute.getAttribute("default"))
          .as("%s of %s", attribute.getAttribute("id"), citizen)
          .doesNotContain("\\");
    }
  }

  @ParameterizedTest
  @MethodSource("citizens")
  void secretsArePasswords(Citizen citizen) {
    for (Element attribute : citizen.attributes()) {
      if (SECRET.matcher(attribute.getAttribute("id")).matches()) {
        assertThat(attribute.getAttribute("type"))
            .as("%s of %s", attribute.getAttribute("id"), citizen)
            .isEqualTo("Password");
        assertThat(attribute.getAttribute("default")).as("a secret has no default").isEmpty();
      }
    }
  }

  /** A word that is typed is mistyped. */
  @Test
  void anIotPlatformIsChosenAndNotTyped() throws Exception {
    Set<String> choosing = new TreeSet<>();
    for (Citizen citizen : citizens()) {
      for (Element attribute : citizen.attributes()) {
        if (attribute.getAttribute("id").equals("platform")) {
          choosing.add(citizen.pid());
          assertThat(elements(attribute, "Option"))
              .as("platforms of %s", citizen)
              .extracting(option -> option.getAttribute("value"))
              .containsExactly("none", "azure-iot-hub", "aws-iot", "thingsboard");
        }
      }
    }
    assertThat(choosing)
        .containsExactly(
            "org.bellcrank.publish.mqtt.MqttPublisher", "org.bellcrank.source.mqtt.MqttSource");
  }
}
