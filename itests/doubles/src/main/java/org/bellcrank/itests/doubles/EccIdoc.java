package org.bellcrank.itests.doubles;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * One IDoc of the type ZBCKNOT01, as it came.
 *
 * @param root the element of the type
 */
record EccIdoc(Element root) {

  private static final SoapSchemas SCHEMAS = new SoapSchemas(List.of("ecc-idoc.xsd"));

  /** Reads it, whatever it says; empty when it is no XML. */
  static Optional<EccIdoc> read(byte[] body) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setNamespaceAware(true);
      var builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new DefaultHandler());
      return Optional.of(
          new EccIdoc(builder.parse(new ByteArrayInputStream(body)).getDocumentElement()));
    } catch (SAXException | IOException broken) {
      return Optional.empty();
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  /** What is wrong with its shape; empty when nothing is. */
  Optional<String> wrong() {
    try {
      SCHEMAS.check(root);
      return Optional.empty();
    } catch (SoapFault unlike) {
      return Optional.of(unlike.getMessage());
    }
  }

  /** A field of the control record. */
  String control(String name) {
    return Soap.text(root, "IDOC/EDI_DC40/" + name);
  }

  /** A field of the header. */
  String header(String name) {
    return Soap.text(root, "IDOC/Z1BCKHD/" + name);
  }

  Operation operation() {
    return switch (header("ACTION")) {
      case "C" -> Operation.CREATE;
      case "U" -> Operation.UPDATE;
      case "F" -> Operation.ATTACH;
      default -> Operation.OTHER;
    };
  }

  /** The header's own fields that are not empty. */
  Map<String, Object> fields() {
    Map<String, Object> fields = new LinkedHashMap<>();
    for (Element field : segment()) {
      if (!field.hasAttribute("SEGMENT") && !field.getTextContent().isEmpty()) {
        fields.put(field.getLocalName(), field.getTextContent());
      }
    }
    fields.remove("ACTION");
    return fields;
  }

  /** The lines of its text; empty where it has none. */
  Optional<String> text() {
    List<String> lines =
        segment().stream()
            .filter(each -> each.getLocalName().equals("Z1BCKTX"))
            .map(each -> Soap.text(each, "TEXT_LINE"))
            .toList();
    return lines.isEmpty()
        ? Optional.empty()
        : Optional.of(lines.stream().collect(Collectors.joining("\n")));
  }

  private List<Element> segment() {
    return Soap.children(root).stream()
        .flatMap(idoc -> Soap.children(idoc).stream())
        .filter(each -> each.getLocalName().equals("Z1BCKHD"))
        .flatMap(each -> Soap.children(each).stream())
        .toList();
  }
}
