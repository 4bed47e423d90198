package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.dom.DOMSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.bellcrank.document.Documents;
import org.bellcrank.document.MapNode;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** What a customer builds from the wrapper's description is what the gateway talks to. */
class EccWrapperTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("project.root"), "camel-routes", "sap-ecc");

  private Schema described;

  @BeforeEach
  void read() throws Exception {
    Document wsdl = parsed(Files.readString(FOLDER.resolve("wrapper.wsdl")));
    Node schema = wsdl.getElementsByTagNameNS(XMLConstants.W3C_XML_SCHEMA_NS_URI, "schema").item(0);
    described = SchemaFactory.newDefaultInstance().newSchema(new DOMSource(schema));
  }

  private static Document parsed(String text) throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
    factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    factory.setNamespaceAware(true);
    return factory.newDocumentBuilder().parse(new InputSource(new StringReader(text)));
  }

  /** Requests and answers of all conversations, as they go over the wire. */
  private static List<String> messages() throws Exception {
    List<String> messages = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve("conversations"))) {
      for (Path file : files.toList()) {
        for (MapNode exchange : Documents.read(file).asMap().maps("exchanges")) {
          exchange.map("expect").optionalText("text").ifPresent(messages::add);
          exchange.map("answer").optionalText("text").ifPresent(messages::add);
        }
      }
    }
    return messages.stream()
        .map(text -> text.replace("{reference}", "ABCDEFGHIJKLMNOPQRST"))
        .toList();
  }

  private void check(String message) throws Exception {
    Element body =
        (Element)
            parsed(message)
                .getElementsByTagNameNS("http://schemas.xmlsoap.org/soap/envelope/", "Body")
                .item(0);
    Node payload = body.getFirstChild();
    while (!(payload instanceof Element)) {
      payload = payload.getNextSibling();
    }
    try {
      described.newValidator().validate(new DOMSource(payload));
    } catch (IOException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  @Test
  void theConversationsAreAsDescribed() throws Exception {
    List<String> messages = messages();
    assertThat(messages).hasSizeGreaterThan(12);
    for (String message : messages) {
      check(message);
    }
  }

  @Test
  void whatIsLongerThanDescribedIsNot() throws Exception {
    String create =
        messages().stream().filter(text -> text.contains("<SHORT_TEXT>")).findFirst().orElseThrow();
    assertThatThrownBy(() -> check(create.replace("<SHORT_TEXT>", "<SHORT_TEXT>x")))
        .isInstanceOf(SAXException.class)
        .hasMessageContaining("maxLength");
  }
}
