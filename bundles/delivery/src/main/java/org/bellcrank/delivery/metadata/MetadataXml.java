package org.bellcrank.delivery.metadata;

import java.io.ByteArrayInputStream;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Walks through metadata in XML, and opens nothing but what it is given. */
final class MetadataXml {

  private MetadataXml() {}

  /** What is told on the way. */
  interface Model {
    void begin(XMLStreamReader xml) throws XMLStreamException;

    default void text(String characters) {
      // Only some languages put anything between their elements.
    }

    void end(XMLStreamReader xml);
  }

  /**
   * Tells the model of all elements.
   *
   * @param wanted what is allowed, in words
   * @param root pattern of the local name that the root may have
   * @throws UnreadableMetadataException for other and broken XML, and for any document type
   */
  static void walk(byte[] document, String wanted, String root, Model model)
      throws UnreadableMetadataException {
    MetadataReader.begins(document, wanted, "<");
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(document));
      boolean begun = false;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD) {
          throw new UnreadableMetadataException(
              "given XML with a document type; allowed: " + wanted);
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          if (!begun && !xml.getLocalName().matches(root)) {
            throw new UnreadableMetadataException(
                "given XML with the root %s; allowed: %s".formatted(xml.getLocalName(), wanted));
          }
          begun = true;
          model.begin(xml);
        } else if (event == XMLStreamConstants.CHARACTERS) {
          model.text(xml.getText());
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          model.end(xml);
        }
      }
    } catch (XMLStreamException broken) {
      throw new UnreadableMetadataException(
          "given broken XML (line %d); allowed: %s".formatted(line(broken), wanted));
    }
  }

  private static int line(XMLStreamException broken) {
    return broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber();
  }

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("entities are not read");
        });
    Map.of(
            XMLInputFactory.SUPPORT_DTD, false,
            XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false,
            XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false)
        .forEach(factory::setProperty);
    return factory;
  }
}
