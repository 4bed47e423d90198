package org.bellcrank.itests.chaos.starts;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * A configuration of a profile's snapshot.
 *
 * @param properties texts and whole numbers, which is all that this profile has
 */
record Configured(String pid, Map<String, Object> properties) {

  private static final String NAMESPACE = "http://eurotech.com/esf/2.0";

  /** The connectors come from a folder with shorter pauses. */
  private static final String ROUTES = "${home}/camel-routes";

  static List<Configured> of(Path snapshot, Map<String, String> values) throws IOException {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setNamespaceAware(true);
      Document document = factory.newDocumentBuilder().parse(snapshot.toFile());
      List<Configured> all = new ArrayList<>();
      for (Element each : elements(document.getDocumentElement(), "configuration")) {
        Map<String, Object> properties = new HashMap<>();
        String pid = each.getAttribute("pid");
        properties.put("kura.service.pid", pid);
        for (Element property : elements(each, "property")) {
          String text = elements(property, "value").get(0).getTextContent();
          text = text.replace(ROUTES, values.get("routes"));
          for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("${" + value.getKey() + "}", value.getValue());
          }
          boolean number = property.getAttribute("type").equals("Integer");
          Object read = number ? (Object) Integer.valueOf(text) : text;
          properties.put(property.getAttribute("name"), read);
        }
        all.add(new Configured(pid, properties));
      }
      return all;
    } catch (ParserConfigurationException | SAXException e) {
      throw new IOException(snapshot + " is no snapshot", e);
    }
  }

  private static List<Element> elements(Element parent, String name) {
    NodeList nodes = parent.getElementsByTagNameNS(NAMESPACE, name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
