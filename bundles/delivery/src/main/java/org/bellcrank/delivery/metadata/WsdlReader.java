package org.bellcrank.delivery.metadata;

import java.io.ByteArrayInputStream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** Reads the schemas that stand in a WSDL, or an XML Schema by itself. */
final class WsdlReader implements MetadataReader {

  private static final String WANTED = "a WSDL with its schema in it, or an XML Schema";

  @Override
  public ForeignSchema read(byte[] document) throws UnreadableMetadataException {
    MetadataReader.begins(document, WANTED, "<");
    XsdModel model = new XsdModel();
    try {
      XMLStreamReader xml =
          EdmxReader.factory().createXMLStreamReader(new ByteArrayInputStream(document));
      boolean root = false;
      while (xml.hasNext()) {
        int event = xml.next();
        if (event == XMLStreamConstants.DTD) {
          throw new UnreadableMetadataException(
              "given XML with a document type; allowed: " + WANTED);
        }
        if (event == XMLStreamConstants.START_ELEMENT) {
          if (!root && !xml.getLocalName().matches("definitions|schema")) {
            throw new UnreadableMetadataException(
                "given XML with the root %s; allowed: %s".formatted(xml.getLocalName(), WANTED));
          }
          root = true;
          model.begin(xml);
        } else if (event == XMLStreamConstants.END_ELEMENT) {
          model.end(xml);
        }
      }
    } catch (XMLStreamException broken) {
      throw new UnreadableMetadataException("given broken XML; allowed: " + WANTED);
    }
    ForeignSchema schema = model.schema();
    if (schema.names().isEmpty()) {
      throw new UnreadableMetadataException(
          "given a document without a schema in it, which perhaps imports one; allowed: " + WANTED);
    }
    return schema;
  }
}
