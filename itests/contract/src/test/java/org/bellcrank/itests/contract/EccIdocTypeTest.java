package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** What a customer builds from the IDoc type's description is what the gateway sends. */
class EccIdocTypeTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("project.root"), "camel-routes", "sap-ecc-idoc");

  private Schema described;

  @BeforeEach
  void read() throws Exception {
    described = SchemaFactory.newDefaultInstance().newSchema(FOLDER.resolve("idoc.xsd").toFile());
  }

  /** All IDocs of the conversations, as they go out. */
  private static List<String> sent() throws Exception {
    return SentMessages.of(FOLDER, "<IDOC");
  }

  private void check(String idoc) throws Exception {
    described.newValidator().validate(new StreamSource(new StringReader(idoc)));
  }

  @Test
  void whatIsSentIsAsDescribed() throws Exception {
    List<String> sent = sent();
    assertThat(sent).hasSizeGreaterThan(2);
    for (String idoc : sent) {
      check(idoc);
    }
  }

  @Test
  void whatIsLongerThanDescribedIsNot() throws Exception {
    String create =
        sent().stream().filter(text -> text.contains("<SHORT_TEXT>")).findFirst().orElseThrow();
    assertThatThrownBy(() -> check(create.replace("<SHORT_TEXT>", "<SHORT_TEXT>x")))
        .isInstanceOf(SAXException.class)
        .hasMessageContaining("maxLength");
  }
}
