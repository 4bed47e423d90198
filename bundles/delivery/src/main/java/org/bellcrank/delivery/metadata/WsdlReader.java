package org.bellcrank.delivery.metadata;

/** Reads the schemas that stand in a WSDL, or an XML Schema by itself. */
final class WsdlReader implements MetadataReader {

  private static final String WANTED = "a WSDL with its schema in it, or an XML Schema";

  @Override
  public ForeignSchema read(byte[] document) throws UnreadableMetadataException {
    XsdModel model = new XsdModel();
    MetadataXml.walk(document, WANTED, "definitions|schema", model);
    ForeignSchema schema = model.schema();
    if (schema.names().isEmpty()) {
      throw new UnreadableMetadataException(
          "given a document without a schema in it, which perhaps imports one; allowed: " + WANTED);
    }
    return schema;
  }
}
