package org.bellcrank.itests.kura.configuration;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.w3c.dom.Element;

/**
 * What a bundle lets itself be asked.
 *
 * <p>Kura opens {@code OSGI-INF/metatype/<PID>.xml} and looks for an OCD whose id equals the PID; a
 * definition under another name or id is not found.
 */
final class MetatypeFiles {

  private static final Logger LOG = LoggerFactory.getLogger(MetatypeFiles.class);
  private static final String FOLDER = "OSGI-INF/metatype/";

  private MetatypeFiles() {}

  static List<Definition> of(Bundle bundle) {
    List<Definition> definitions = new ArrayList<>();
    Enumeration<String> paths = bundle.getEntryPaths(FOLDER);
    for (String path : paths == null ? List.<String>of() : Collections.list(paths)) {
      if (path.endsWith(".xml")) {
        String pid = path.substring(FOLDER.length(), path.length() - ".xml".length());
        read(bundle.getEntry(path), pid, definitions);
      }
    }
    return definitions;
  }

  private static void read(URL file, String pid, List<Definition> definitions) {
    try (InputStream in = file.openStream()) {
      Element root = Xml.root(in);
      for (Element designate : Xml.children(root, "Designate")) {
        boolean factory = pid.equals(Xml.attribute(designate, "factoryPid"));
        if (factory || pid.equals(Xml.attribute(designate, "pid"))) {
          add(root, pid, factory, definitions);
        }
      }
    } catch (IOException e) {
      LOG.warn("{} is not read: {}", file, e.getMessage());
    }
  }

  private static void add(Element root, String pid, boolean factory, List<Definition> found) {
    for (Element ocd : Xml.children(root, "OCD")) {
      if (pid.equals(Xml.attribute(ocd, "id"))) {
        List<Definition.Attribute> attributes = new ArrayList<>();
        Xml.children(ocd, "AD").forEach(ad -> attributes.add(attribute(ad)));
        found.add(
            new Definition(
                pid,
                Xml.attribute(ocd, "name"),
                Xml.attribute(ocd, "description"),
                factory,
                attributes));
      }
    }
  }

  private static Definition.Attribute attribute(Element ad) {
    Map<String, String> options = new LinkedHashMap<>();
    for (Element option : Xml.children(ad, "Option")) {
      options.put(Xml.attribute(option, "value"), Xml.attribute(option, "label"));
    }
    String cardinality = Xml.attribute(ad, "cardinality");
    return new Definition.Attribute(
        Xml.attribute(ad, "id"),
        Xml.attribute(ad, "name"),
        Xml.attribute(ad, "description"),
        AttributeType.named(Xml.attribute(ad, "type")),
        cardinality == null ? 0 : Integer.parseInt(cardinality),
        !"false".equals(Xml.attribute(ad, "required")),
        Xml.attribute(ad, "default"),
        Xml.attribute(ad, "min"),
        Xml.attribute(ad, "max"),
        options);
  }
}
