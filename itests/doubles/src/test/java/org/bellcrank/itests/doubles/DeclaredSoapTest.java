package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a declaration can say of a SOAP system, held against raw HTTP. */
class DeclaredSoapTest {

  private static final String TICKET =
      "<ticket><headline>Pit &lt;X&gt;</headline><equipment><code>press-7</code></equipment>%s</ticket>";

  private DeclaredDouble cmms;
  private Client client;

  @BeforeEach
  void start() {
    cmms = DeclaredDouble.start(DoubleOptions.free(), Declared.of(Declared.SOAP));
    client = new Client(cmms.uri(), "Authorization", "Basic Z2F0ZXdheTpkZWNsYXJlZC1kb3VibGU=");
  }

  @AfterEach
  void stop() {
    cmms.close();
  }

  private Answer call(String name, String content) throws IOException {
    String body = "<" + name + " xmlns=\"urn:t\">" + content + "</" + name + ">";
    return client.send("POST", "/soap", BodyPublishers.ofString(Soap.envelope(body)));
  }

  @Test
  void anOrderIsCreatedFoundReadAndChanged() throws IOException {
    Answer made = call("Create", TICKET.formatted("<senderKey>MFRGGZDFMZTWQ2LKNNWG</senderKey>"));
    assertThat(made.status()).isEqualTo(200);
    assertThat(made.text())
        .contains("<CreateResponse xmlns=\"urn:t\"><ticket><uid>1</uid><ref>FW-001</ref>")
        .contains("<headline>Pit &lt;X&gt;</headline><equipment><code>PRESS-7</code></equipment>")
        .contains("<urgency>3</urgency>");
    assertThat(call("Find", "<senderKey>MFRGGZDFMZTWQ2LKNNWG</senderKey>").text())
        .contains("<FindResponse xmlns=\"urn:t\"><tickets><ticket><uid>1</uid>");
    assertThat(call("Find", "<senderKey>OTHER</senderKey>").text()).contains("<tickets></tickets>");
    call("Change", "<uid>1</uid><ticket><urgency>1</urgency></ticket>");
    assertThat(call("Read", "<uid>1</uid>").text()).contains("<urgency>1</urgency>");
    assertThat(cmms.books().byReference("MFRGGZDFMZTWQ2LKNNWG")).hasSize(1);
  }

  @Test
  void filesComeInBase64AndAreListed() throws IOException {
    call("Create", TICKET.formatted(""));
    call("Attach", "<uid>1</uid><name>a.png</name><type>image/png</type><content>cGl0</content>");
    assertThat(call("Files", "<uid>1</uid>").text())
        .contains("<files><file><name>a.png</name><type>image/png</type></file></files>");
    assertThat(cmms.books().orders().get(0).attachments()).extracting(a -> a.bytes()).contains(3L);
  }

  @Test
  void whatDoesNotFitIsAFaultOfTheClientWithItsField() throws IOException {
    Answer refused = call("Create", TICKET.formatted("<urgency>soon</urgency>"));
    assertThat(refused.status()).isEqualTo(500);
    assertThat(refused.text()).contains("soapenv:Client<", "<Location>urgency</Location>");
    assertThat(call("Read", "<uid>9</uid>").text()).contains("soapenv:Client<", "no order 9");
    assertThat(call("Delete", "").text()).contains("There is no call Delete");
    assertThat(client.send("POST", "/soap", BodyPublishers.ofString("pit")).text())
        .contains("soapenv:Client<");
    assertThat(cmms.books().orders()).isEmpty();
  }

  @Test
  void aStrangerIsTurnedAwayAndAFailureOfItsOwnIsNoFaultOfTheClient() throws IOException {
    Client known = client;
    client = new Client(cmms.uri());
    assertThat(call("Find", "").status()).isEqualTo(401);
    client = known;
    cmms.faults().add(Fault.next(FaultKind.SERVER_ERROR, 1).on(Operation.FIND));
    Answer failed = call("Find", "");
    assertThat(failed.status()).isEqualTo(500);
    assertThat(failed.text()).contains("soapenv:Server<");
  }
}
