package org.bellcrank.delivery.metadata;

/** Reads {@code $metadata} of OData, version 2 with SAP's annotations, and version 4. */
final class EdmxReader implements MetadataReader {

  private static final String WANTED = "OData metadata, an XML document with the root Edmx";

  @Override
  public ForeignSchema read(byte[] document) throws UnreadableMetadataException {
    EdmxModel model = new EdmxModel();
    MetadataXml.walk(document, WANTED, "Edmx", model);
    return model.schema();
  }
}
