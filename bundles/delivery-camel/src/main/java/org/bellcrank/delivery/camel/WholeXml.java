package org.bellcrank.delivery.camel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.OutputKeys;
import javax.xml.transform.Transformer;
import javax.xml.transform.TransformerException;
import javax.xml.transform.TransformerFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamResult;
import org.w3c.dom.Document;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The one element of a file that is XML from its begin to its end, in whatever encoding it says.
 * Half a file, and one with a document type, is none.
 */
final class WholeXml {

  private WholeXml() {}

  static Optional<String> element(byte[] file) {
    try {
      DocumentBuilder builder = builder();
      builder.setErrorHandler(new DefaultHandler());
      Document document = builder.parse(new ByteArrayInputStream(file));
      StringWriter text = new StringWriter();
      Transformer transformer = TransformerFactory.newDefaultInstance().newTransformer();
      transformer.setOutputProperty(OutputKeys.OMIT_XML_DECLARATION, "yes");
      transformer.transform(new DOMSource(document.getDocumentElement()), new StreamResult(text));
      return Optional.of(text.toString());
    } catch (SAXException | IOException notWhole) {
      return Optional.empty();
    } catch (ParserConfigurationException | TransformerException impossible) {
      throw new IllegalStateException("every Java platform reads and writes XML", impossible);
    }
  }

  /** Reads XML without document types; nothing outside the text is read. */
  static DocumentBuilder builder() throws ParserConfigurationException {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    factory.setXIncludeAware(false);
    factory.setExpandEntityReferences(false);
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder();
  }
}
