package org.bellcrank.itests.kura.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.w3c.dom.Element;

/** The XML of a snapshot. */
final class SnapshotText {

  private static final String FACTORY = "service.factoryPid";

  private final Aes aes;

  SnapshotText(Aes aes) {
    this.aes = aes;
  }

  List<Stored> read(InputStream in) throws IOException {
    List<Stored> all = new ArrayList<>();
    for (Element configuration : Xml.children(Xml.root(in), "configuration")) {
      Map<String, Object> values = new TreeMap<>();
      for (Element properties : Xml.children(configuration, "properties")) {
        for (Element property : Xml.children(properties, "property")) {
          Object value = value(property);
          if (value != null) {
            values.put(Xml.attribute(property, "name"), value);
          }
        }
      }
      Object factory = values.remove(FACTORY);
      values.remove("kura.service.pid");
      values.remove("service.pid");
      String factoryPid = factory == null ? null : factory.toString();
      all.add(new Stored(Xml.attribute(configuration, "pid"), factoryPid, values));
    }
    return all;
  }

  private Object value(Element property) {
    AttributeType type = AttributeType.named(Xml.attribute(property, "type"));
    boolean encrypted = "true".equals(Xml.attribute(property, "encrypted"));
    List<Object> values = new ArrayList<>();
    for (Element value : Xml.children(property, "value")) {
      String text = value.getTextContent();
      values.add(type.parse(encrypted ? opened(text) : text));
    }
    if ("true".equals(Xml.attribute(property, "array"))) {
      return type.array(values);
    }
    return values.isEmpty() ? null : values.get(0);
  }

  /** Encrypted by a gateway, or merely base64 as in a first snapshot written by hand. */
  private String opened(String text) {
    if (text.contains("-")) {
      return aes.decrypt(text);
    }
    return new String(Base64.getDecoder().decode(text.strip()), StandardCharsets.UTF_8);
  }

  String write(Collection<Stored> all) {
    StringBuilder text =
        new StringBuilder(
            """
            <?xml version="1.0" encoding="UTF-8" standalone="yes"?>
            <esf:configurations xmlns:esf="http://eurotech.com/esf/2.0"\
             xmlns:ocd="http://www.osgi.org/xmlns/metatype/v1.2.0">
            """);
    for (Stored stored : all) {
      text.append("<esf:configuration pid=\"").append(escaped(stored.pid())).append("\">\n");
      text.append("<esf:properties>\n");
      if (stored.factoryPid() != null) {
        property(text, FACTORY, stored.factoryPid());
      }
      stored.properties().forEach((name, value) -> property(text, name, value));
      text.append("</esf:properties>\n</esf:configuration>\n");
    }
    return text.append("</esf:configurations>\n").toString();
  }

  private void property(StringBuilder text, String name, Object value) {
    boolean array = value instanceof Object[];
    AttributeType type = AttributeType.of(value);
    text.append("<esf:property array=\"%s\" encrypted=\"%s\"".formatted(array, secret(type)))
        .append(" name=\"%s\" type=\"%s\">\n".formatted(escaped(name), type.written()));
    for (Object one : array ? (Object[]) value : new Object[] {value}) {
      String written = one instanceof Secret secret ? aes.encrypt(secret.plain()) : one.toString();
      text.append("<esf:value>").append(escaped(written)).append("</esf:value>\n");
    }
    text.append("</esf:property>\n");
  }

  private static boolean secret(AttributeType type) {
    return type == AttributeType.PASSWORD;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("\"", "&quot;")
        .replace("\r", "&#13;");
  }
}
