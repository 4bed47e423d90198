package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads a Kura snapshot: {@code esf:configurations} with typed properties, in the clear. */
final class Snapshot {

  private static final String NAMESPACE = "http://eurotech.com/esf/2.0";
  private static final String FACTORY = "service.factoryPid";
  private static final List<String> PIDS = List.of(FACTORY, "service.pid", "kura.service.pid");

  /** Makes of a plain secret what components are given. */
  @FunctionalInterface
  interface Sealer {
    String seal(String secret) throws StartException;
  }

  private final Path file;
  private final Placeholders placeholders;
  private final Sealer sealer;
  private final List<ConfigurationEntry> entries = new ArrayList<>();
  private String pid;
  private Map<String, Object> properties;

  private Snapshot(Path file, Placeholders placeholders, Sealer sealer) {
    this.file = file;
    this.placeholders = placeholders;
    this.sealer = sealer;
  }

  /**
   * Reads the file; none where there is no file.
   *
   * @param placeholders fill {@code ${name}} in values
   * @param sealer applied to values of type Password
   */
  static List<ConfigurationEntry> read(Path file, Placeholders placeholders, Sealer sealer)
      throws StartException {
    if (!Files.exists(file)) {
      return List.of();
    }
    XMLInputFactory factory = XMLInputFactory.newFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    Snapshot snapshot = new Snapshot(file, placeholders, sealer);
    try (InputStream in = Files.newInputStream(file)) {
      snapshot.read(factory.createXMLStreamReader(in));
    } catch (XMLStreamException | IOException e) {
      throw StartException.notStarted(file + " is no snapshot", e);
    }
    return List.copyOf(snapshot.entries);
  }

  private void read(XMLStreamReader xml) throws XMLStreamException, StartException {
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && NAMESPACE.equals(xml.getNamespaceURI())) {
        if (xml.getLocalName().equals("configuration")) {
          pid = required(xml, "pid");
          properties = new HashMap<>();
        } else if (xml.getLocalName().equals("property")) {
          property(xml);
        }
      } else if (event == XMLStreamConstants.END_ELEMENT
          && xml.getLocalName().equals("configuration")) {
        String factoryPid = (String) properties.get(FACTORY);
        properties.keySet().removeAll(PIDS);
        entries.add(new ConfigurationEntry(pid, factoryPid, properties));
      }
    }
  }

  private void property(XMLStreamReader xml) throws XMLStreamException, StartException {
    String name = required(xml, "name");
    String where =
        "%s line %d: property '%s' of '%s'"
            .formatted(file, xml.getLocation().getLineNumber(), name, pid);
    String written = required(xml, "type");
    Scalars type = Scalars.named(written);
    if (type == null) {
      throw StartException.notStarted(
          "%s: type is '%s'; allowed are %s"
              .formatted(
                  where,
                  written,
                  Arrays.stream(Scalars.values())
                      .map(Scalars::written)
                      .collect(Collectors.joining(", "))));
    }
    boolean array = Boolean.parseBoolean(xml.getAttributeValue(null, "array"));
    boolean encoded = Boolean.parseBoolean(xml.getAttributeValue(null, "encrypted"));
    List<Object> values = new ArrayList<>();
    for (String text : values(xml)) {
      values.add(value(type, encoded, placeholders.fill(text, where), where));
    }
    if (array) {
      properties.put(name, type.array(values));
    } else if (!values.isEmpty()) {
      properties.put(name, values.get(0));
    }
  }

  private Object value(Scalars type, boolean encoded, String text, String where)
      throws StartException {
    try {
      if (type == Scalars.PASSWORD) {
        return sealer.seal(encoded ? decoded(text) : text);
      }
      return type.parse(text);
    } catch (IllegalArgumentException e) {
      String given = type == Scalars.PASSWORD ? "the given text" : "'" + text + "'";
      throw StartException.notStarted(
          "%s: %s is no %s".formatted(where, given, encoded ? "base64" : type.written()));
    }
  }

  /** A first snapshot may say "encrypted" of a secret that is only base64. */
  private static String decoded(String text) {
    return new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
  }

  private static List<String> values(XMLStreamReader xml) throws XMLStreamException {
    List<String> values = new ArrayList<>();
    while (xml.next() != XMLStreamConstants.END_ELEMENT || !xml.getLocalName().equals("property")) {
      if (xml.getEventType() == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("value")) {
        values.add(xml.getElementText());
      }
    }
    return values;
  }

  private String required(XMLStreamReader xml, String attribute) throws StartException {
    String value = xml.getAttributeValue(null, attribute);
    if (value == null || value.isBlank()) {
      throw StartException.notStarted(
          "%s line %d: %s without attribute '%s'"
              .formatted(file, xml.getLocation().getLineNumber(), xml.getLocalName(), attribute));
    }
    return value;
  }
}
