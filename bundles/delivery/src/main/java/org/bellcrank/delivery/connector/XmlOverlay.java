package org.bellcrank.delivery.connector;

import java.io.StringReader;
import java.io.StringWriter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;

/** Lays the mapped fields over an element that a step read as a whole, namespaces and all. */
final class XmlOverlay {

  private static final int DEEPEST = 200;

  private XmlOverlay() {}

  /**
   * The element as text that stands alone, without comments and instructions; empty when it is
   * nested too deep to be written.
   */
  static Optional<String> written(Element element) {
    List<Node> idle = new ArrayList<>();
    if (!isFlat(element, idle)) {
      return Optional.empty();
    }
    idle.forEach(node -> node.getParentNode().removeChild(node));
    StringWriter text = new StringWriter();
    try {
      transformer().transform(new DOMSource(element), new StreamResult(text));
    } catch (TransformerException e) {
      throw new IllegalStateException("an element in memory can be written", e);
    }
    return Optional.of(text.toString());
  }

  /**
   * An element with other fields in it; what is missing on the way is made at the end, in the
   * namespace of what stands before it.
   *
   * @param element as {@link #written} wrote it
   * @param fields by JSON pointer, whose parts are the names of elements below it
   */
  static String over(String element, Map<String, Object> fields) {
    try {
      Document document = Xml.builder().parse(new InputSource(new StringReader(element)));
      Element root = document.getDocumentElement();
      fields.forEach((pointer, value) -> put(root, Json.parts(pointer), Values.text(value)));
      return written(root).orElseThrow();
    } catch (org.xml.sax.SAXException | java.io.IOException e) {
      throw new IllegalStateException("what was written can be read", e);
    }
  }

  private static void put(Element root, List<String> parts, String value) {
    Element here = root;
    for (String part : parts) {
      Element parent = here;
      here = child(parent, part).orElseGet(() -> made(parent, part));
    }
    here.removeAttributeNS(XMLConstants.W3C_XML_SCHEMA_INSTANCE_NS_URI, "nil");
    here.setTextContent(Writing.legal(value));
  }

  private static Optional<Element> child(Element parent, String name) {
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element && element.getLocalName().equals(name)) {
        return Optional.of(element);
      }
    }
    return Optional.empty();
  }

  private static Element made(Element parent, String name) {
    Node like = parent.getLastChild();
    while (like != null && !(like instanceof Element)) {
      like = like.getPreviousSibling();
    }
    Node pattern = like == null ? parent : like;
    String prefix = pattern.getPrefix() == null ? "" : pattern.getPrefix() + ":";
    Element made =
        parent.getOwnerDocument().createElementNS(pattern.getNamespaceURI(), prefix + name);
    return (Element) parent.appendChild(made);
  }

  /**
   * Looks without recursion, since depth is the sender's choice.
   *
   * @param idle gathers comments and instructions
   */
  private static boolean isFlat(Element element, List<Node> idle) {
    record Place(Node node, int depth) {}
    Deque<Place> open = new ArrayDeque<>();
    open.push(new Place(element, 1));
    while (!open.isEmpty()) {
      Place place = open.pop();
      if (place.depth() > DEEPEST) {
        return false;
      }
      short type = place.node().getNodeType();
      if (type == Node.COMMENT_NODE || type == Node.PROCESSING_INSTRUCTION_NODE) {
        idle.add(place.node());
      }
      Node child = place.node().getFirstChild();
      for (; child != null; child = child.getNextSibling()) {
        open.push(new Place(child, place.depth() + 1));
      }
    }
    return true;
  }

  private static Transformer transformer() throws TransformerException {
    TransformerFactory factory = TransformerFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
    factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_STYLESHEET, "");
    Transformer transformer = factory.newTransformer();
    transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
    return transformer;
  }
}
