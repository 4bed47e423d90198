package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
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
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.EccDouble;
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

  private static final String HEADER =
      "<IS_HEADER><NOTIF_TYPE>M1</NOTIF_TYPE><SHORT_TEXT>Belt tear</SHORT_TEXT>"
          + "<REFERENCE>ABCDEFGHIJKLMNOPQRST</REFERENCE></IS_HEADER>";

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
  /** In it a wrapper answers other than described, and the folder has to notice. */
  private static final String UNLIKE = "06-answer-without-a-row.yaml";

  private static List<String> messages() throws Exception {
    List<String> messages = new ArrayList<>();
    try (Stream<Path> files = Files.list(FOLDER.resolve("conversations"))) {
      for (Path file : files.filter(each -> !each.endsWith(UNLIKE)).toList()) {
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

  /** What reading asks for, with something in each place. */
  @Test
  void theQuestionsOfReadingAreAsDescribed() throws Exception {
    MapNode reading = Documents.read(FOLDER.resolve("reading.yaml")).asMap();
    for (String question : List.of("changed", "one")) {
      String text = reading.map(question).map("request").map("body").text("xml");
      check(
          text.replace("${mark.since}", "20260302090000")
              .replace("${page.offset}", "0")
              .replace("${page.size}", "100")
              .replaceAll("\\$\\{padLeft[^}]*}", "000010000001"));
    }
  }

  @Test
  void theQuestionForEquipmentIsAsDescribedAndSoIsItsAnswer() throws Exception {
    MapNode assets = Documents.read(FOLDER.resolve("assets.yaml")).asMap();
    String text = assets.map("all").map("request").map("body").text("xml");
    check(text.replace("${page.offset}", "0").replace("${page.size}", "100"));
    try (EccDouble ecc = EccDouble.start(DoubleOptions.free())) {
      String listed = listed(ecc, "<SKIP>1</SKIP><MOST>2</MOST>");
      assertThat(listed)
          .contains("<EQUIPMENT>10000451</EQUIPMENT>", "<EQUIPMENT>10000452</EQUIPMENT>")
          .doesNotContain("10000399", "BRM-CONV-1");
      check(listed);
    }
  }

  private static String listed(EccDouble ecc, String content) throws Exception {
    return posted(ecc, "ZBCK_EQUI_LIST", content);
  }

  @Test
  void whatTheDoubleShowsIsAsDescribed() throws Exception {
    try (EccDouble ecc = EccDouble.start(DoubleOptions.free())) {
      String created = sent(ecc, "CREATE", HEADER);
      check(created);
      String number = created.replaceAll("(?s).*<NOTIF_NO>(\\d+)</NOTIF_NO>.*", "$1");
      check(sent(ecc, "READ", "<NOTIF_NO>" + number + "</NOTIF_NO>"));
      check(sent(ecc, "READ", "<NOTIF_NO>000000000000</NOTIF_NO>"));
      String listed =
          sent(ecc, "CHANGED", "<SINCE>20260302090000</SINCE><SKIP>0</SKIP><MOST>9</MOST>");
      assertThat(listed).contains(number, "0000-00-00");
      check(listed);
    }
  }

  private static String sent(EccDouble ecc, String function, String content) throws Exception {
    return posted(ecc, "ZBCK_NOTIF_" + function, content);
  }

  private static String posted(EccDouble ecc, String function, String content) throws Exception {
    String path = "/sap/bc/srt/rfc/sap/zbck_notif/100/zbck_notif/zbck_notif";
    String message =
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><n:%s xmlns:n=\"urn:sap-com:document:sap:rfc:functions\">%s</n:%s></e:Body></e:Envelope>"
            .formatted(function, content, function);
    HttpRequest request =
        HttpRequest.newBuilder(ecc.uri().resolve(path))
            .header("Content-Type", "text/xml")
            .header("Authorization", "Basic QkVMTENSQU5LOmJyZW1lbi1nYXRld2F5")
            .POST(HttpRequest.BodyPublishers.ofString(message))
            .build();
    HttpResponse<String> answer =
        HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    assertThat(answer.statusCode()).isEqualTo(200);
    return answer.body();
  }
}
