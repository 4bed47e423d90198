package org.bellcrank.delivery.metadata;

import java.io.ByteArrayInputStream;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads {@code $metadata} of OData, version 2 with SAP's annotations, and version 4. */
final class EdmxReader implements MetadataReader {

  private static final String WANTED = "OData metadata, an XML document with the root Edmx";

  @Override
  public ForeignSchema read(byte[] document) throws UnreadableMetadataException {
    MetadataReader.begins(document, WANTED, "<");
    try {
      XMLStreamReader xml = factory().createXMLStreamReader(new ByteArrayInputStream(document));
      EdmxModel model = new EdmxModel();
      boolean root = false;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD) {
          throw new UnreadableMetadataException(
              "given XML with a document type; allowed: " + WANTED);
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          if (!root && !xml.getLocalName().equals("Edmx")) {
            throw new UnreadableMetadataException(
                "given XML with the root %s; allowed: %s".formatted(xml.getLocalName(), WANTED));
          }
          root = true;
          model.begin(xml);
        } else if (event == XMLStreamConstants.CHARACTERS) {
          model.text(xml.getText());
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          model.end(xml.getLocalName());
        }
      }
      return model.schema();
    } catch (XMLStreamException broken) {
      throw new UnreadableMetadataException(
          "given broken XML (line %d); allowed: %s".formatted(line(broken), WANTED));
    }
  }

  private static int line(XMLStreamException broken) {
    return broken.getLocation() == null ? 0 : broken.getLocation().getLineNumber();
  }

  /** Opens nothing but what it is given. */
  static XMLInputFactory factory() {
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
