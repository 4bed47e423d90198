package org.bellcrank.itests.doubles;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/**
 * A message of SOAP 1.1, read without document types and entities.
 *
 * @param headers the elements of its head
 * @param payload the one element of its body
 */
record Soap(List<Element> headers, Element payload) {

  static final String ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/";
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  /**
   * @throws SoapFault with the code {@code Client} when it is no such message
   */
  static Soap read(byte[] body) throws SoapFault {
    try {
      Element root = builder().parse(new ByteArrayInputStream(body)).getDocumentElement();
      if (!ENVELOPE.equals(root.getNamespaceURI()) || !"Envelope".equals(root.getLocalName())) {
        throw new SoapFault("VersionMismatch", "", "no envelope of SOAP 1.1");
      }
      List<Element> content = child(root, ENVELOPE, "Body").map(Soap::children).orElse(List.of());
      if (content.size() != 1) {
        throw new SoapFault("Client", "", "a body with one element is wanted");
      }
      List<Element> headers = child(root, ENVELOPE, "Header").map(Soap::children).orElse(List.of());
      return new Soap(headers, content.get(0));
    } catch (SAXException | IOException broken) {
      throw new SoapFault("Client", "", "not readable: " + broken.getMessage());
    }
  }

  static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(NO_DOCTYPE, true);
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(null);
      return builder;
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** An element of the head. */
  Optional<Element> header(String namespace, String name) {
    return headers.stream()
        .filter(each -> namespace.equals(each.getNamespaceURI()))
        .filter(each -> name.equals(each.getLocalName()))
        .findFirst();
  }

  static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  static Optional<Element> child(Element parent, String namespace, String name) {
    return children(parent).stream()
        .filter(each -> namespace.equals(each.getNamespaceURI()))
        .filter(each -> name.equals(each.getLocalName()))
        .findFirst();
  }

  /** The text of the element at a path of local names; empty where there is none. */
  static String text(Element from, String path) {
    Element here = from;
    for (String name : path.split("/")) {
      Optional<Element> next =
          children(here).stream().filter(each -> name.equals(each.getLocalName())).findFirst();
      if (next.isEmpty()) {
        return "";
      }
      here = next.get();
    }
    return here.getTextContent().strip();
  }

  static Reply answer(String payload) {
    return Reply.of(
        200, "text/xml; charset=utf-8", envelope(payload).getBytes(StandardCharsets.UTF_8));
  }

  static String envelope(String content) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?><soapenv:Envelope xmlns:soapenv=\"%s\"><soapenv:Body>%s</soapenv:Body></soapenv:Envelope>"
        .formatted(ENVELOPE, content);
  }

  static String escape(Object value) {
    return String.valueOf(value).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }
}
