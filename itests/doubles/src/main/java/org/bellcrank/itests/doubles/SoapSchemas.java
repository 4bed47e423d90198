package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.dom.DOMSource;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/** What a CMMS's messages look like: names, order, nesting, lengths. Safe for all threads. */
final class SoapSchemas {

  private final Schema schema;

  /**
   * @param files of this bundle's facts, each after those that it needs
   */
  SoapSchemas(List<String> files) {
    try {
      SchemaFactory factory = SchemaFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setProperty(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      schema =
          factory.newSchema(
              files.stream()
                  .map(file -> new StreamSource(new StringReader(Facts.text(file)), file))
                  .toArray(Source[]::new));
    } catch (SAXException broken) {
      throw new IllegalStateException("the schemas " + files, broken);
    }
  }

  /**
   * @throws SoapFault when a message does not look like it has to
   */
  void check(Element payload) throws SoapFault {
    try {
      Validator validator = schema.newValidator();
      validator.validate(new DOMSource(payload));
    } catch (SAXException unlike) {
      throw new SoapFault("Client", "", "the message is not as described: " + unlike.getMessage());
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
