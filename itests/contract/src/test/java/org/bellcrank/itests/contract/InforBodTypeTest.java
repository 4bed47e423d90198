package org.bellcrank.itests.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import javax.xml.validation.Validator;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/** What a site maps from the description of the message is what the gateway sends. */
class InforBodTypeTest {

  private static final Path FOLDER =
      Path.of(System.getProperty("project.root"), "camel-routes", "infor-eam-bod");

  private static void check(String message) throws Exception {
    Validator described =
        SchemaFactory.newDefaultInstance()
            .newSchema(FOLDER.resolve("bod.xsd").toFile())
            .newValidator();
    described.validate(new StreamSource(new StringReader(message)));
  }

  @Test
  void whatIsSentIsAsDescribedAndAnotherVerbIsNot() throws Exception {
    List<String> sent = SentMessages.of(FOLDER, "<ProcessMaintenanceOrder");
    assertThat(sent).hasSizeGreaterThan(1);
    for (String message : sent) {
      check(message);
      assertThatThrownBy(() -> check(message.replace("ProcessM", "SyncM")))
          .isInstanceOf(SAXException.class);
    }
  }
}
