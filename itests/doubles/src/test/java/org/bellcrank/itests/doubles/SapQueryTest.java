package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;
import static org.bellcrank.itests.doubles.SapClient.ROOT;
import static org.bellcrank.itests.doubles.SapClient.SET;
import static org.bellcrank.itests.doubles.SapClient.notification;
import static org.bellcrank.itests.doubles.SapClient.one;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.olingo.odata2.api.edm.Edm;
import org.apache.olingo.odata2.api.edm.EdmEntitySet;
import org.apache.olingo.odata2.api.ep.EntityProvider;
import org.apache.olingo.odata2.api.ep.EntityProviderReadProperties;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each quirk of reading notifications. */
class SapQueryTest {

  private final LeapClock clock = new LeapClock();
  private SapDouble sap;
  private SapClient client;

  @BeforeEach
  void start() throws IOException {
    sap = SapDouble.start(DoubleOptions.free().clock(clock).setting("page.maximum", "2"));
    client = new SapClient(sap);
    for (String name : List.of("AAA", "BBB", "CCC")) {
      client.create(
          notification(
              "NotificationText", "Pit " + name,
              "MaintNotifExtReferenceNumber", "REFERENCE" + name,
              "MaintPriority", name.equals("BBB") ? "1" : "3"));
      clock.leap(Duration.ofMinutes(1));
    }
  }

  @AfterEach
  void stop() {
    sap.close();
  }

  private Answer filter(String filter, String... more) throws IOException {
    return client.get(
        SET + "?$filter=" + Client.encode(filter) + String.join("", more).replace(" ", "%20"));
  }

  private static List<?> results(Answer answer) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    return (List<?>) answer.at("d.results");
  }

  @Test
  void aReferenceIsFoundAsItIsKept() throws IOException {
    Answer answer = filter("MaintNotifExtReferenceNumber eq 'REFERENCEBBB'");
    assertThat(results(answer)).hasSize(1);
    assertThat(answer.at("d.results.0.MaintenanceNotification")).isEqualTo("10000002");
  }

  @Test
  void lowerCaseInAFilterFindsNothing() throws IOException {
    assertThat(results(filter("MaintNotifExtReferenceNumber eq 'referencebbb'"))).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ConcatenatedActiveSystStsName eq 'OSNO'",
        "PersonResponsibleName eq 'x'",
        "substringof('OSNO',ConcatenatedActiveSystStsName)",
        "MaintPriority eq '1' and MaintNotificationLongText eq 'x'"
      })
  void aFieldThatCannotBeFilteredIsRefused(String filter) throws IOException {
    Answer answer = filter(filter);
    assertThat(answer.status()).isEqualTo(400);
    assertThat((String) answer.at("error.message.value")).contains("cannot be used in $filter");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "NoSuchField eq 'x'",
        "MaintPriority eq 1",
        "MaintPriority == '1'",
        "LastChangeDateTime ge '2026-01-01'",
        "MaintPriority eq '1"
      })
  void aFilterThatIsWrongIsRefused(String filter) throws IOException {
    Answer answer = filter(filter);
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.at("error.message.value")).isNotEqualTo("");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "MaintPriority eq '3' and not startswith(NotificationText,'Pit C') | 10000001",
        "MaintPriority eq '1' or endswith(NotificationText,'AAA') | 10000001,10000002",
        "substringof('BB',NotificationText) | 10000002",
        "toupper(NotificationText) eq 'PIT CCC' | 10000003",
        "MaintenanceNotification gt '10000001' and NotifProcessingPhase ne '4' | 10000002,10000003",
        "MaintenanceObjectIsDown eq true | ''",
        "RequiredEndDate lt datetime'2000-01-01T00:00:00' | ''",
        "CreationTime ge time'PT00H00M00S' and MaintPriority eq '1' | 10000002"
      })
  void aFilterFindsWhatItSays(String filter, String numbers) throws IOException {
    List<String> found =
        results(filter(filter)).stream()
            .map(each -> (String) ((Map<?, ?>) each).get("MaintenanceNotification"))
            .toList();
    assertThat(String.join(",", found)).isEqualTo(numbers.replace("'", ""));
  }

  @Test
  void changesAreFoundByTheirInstant() throws IOException {
    String since = clock.instant().toString().replaceAll("\\.[0-9]+", "");
    assertThat(results(filter("LastChangeDateTime ge datetimeoffset'" + since + "'"))).isEmpty();
    sap.setStatus("10000001", "NOCO");
    Answer answer = filter("LastChangeDateTime ge datetimeoffset'" + since + "'");
    assertThat(answer.at("d.results.0.NotifProcessingPhase")).isEqualTo("4");
  }

  @Test
  void aNotificationIsReadByItsNumberWithAndWithoutZeros() throws IOException {
    assertThat(client.get(one("10000001")).at("d.NotificationText")).isEqualTo("Pit AAA");
    assertThat(client.get(one("000010000001")).at("d.MaintenanceNotification"))
        .isEqualTo("10000001");
    assertThat(client.get(one("10000009")).status()).isEqualTo(404);
    assertThat(client.get(ROOT + "NoSuchSet").status()).isEqualTo(404);
  }

  @Test
  void selectBringsOnlyWhatItNames() throws IOException {
    Answer answer = client.get(one("10000001") + "?$select=NotificationText,MaintPriority");
    assertThat(Json.object((Map<?, ?>) answer.at("d")))
        .containsOnlyKeys("__metadata", "NotificationText", "MaintPriority");
    assertThat(client.get(one("10000001") + "?$select=NoSuchField").status()).isEqualTo(404);
  }

  @Test
  void expandBringsTheChildren() throws IOException {
    Map<String, Object> item =
        Json.of(
            "MaintNotifItemText",
            "Nut",
            "to_ItemCause",
            List.of(Json.of("MaintNotifCauseText", "Wear")));
    client.create(notification("to_Item", List.of(item)));
    Answer whole = client.get(one("10000004"));
    assertThat(whole.at("d.to_Item.__deferred")).isNotNull();
    Answer expanded = client.get(one("10000004") + "?$expand=to_Item/to_ItemCause");
    assertThat(expanded.at("d.to_Item.results.0.MaintNotifItemText")).isEqualTo("Nut");
    assertThat(expanded.at("d.to_Item.results.0.to_ItemCause.results.0.MaintenanceNotification"))
        .isEqualTo("10000004");
    assertThat(client.get(one("10000004") + "?$expand=to_Nothing").status()).isEqualTo(404);
  }

  @Test
  void pagesFollowTheirNextLink() throws IOException {
    Answer first = client.get(SET + "?$inlinecount=allpages&$orderby=NotificationText%20desc");
    assertThat(results(first)).hasSize(2);
    assertThat(first.at("d.__count")).isEqualTo("3");
    assertThat(first.at("d.results.0.NotificationText")).isEqualTo("Pit CCC");
    Answer second = client.get((String) first.at("d.__next"));
    assertThat(second.at("d.results.0.NotificationText")).isEqualTo("Pit AAA");
    assertThat(((Map<?, ?>) second.at("d")).get("__next")).isNull();
  }

  @Test
  void topAndSkipCutThePage() throws IOException {
    Answer answer = client.get(SET + "?$top=1&$skip=1");
    assertThat(results(answer)).hasSize(1);
    assertThat(answer.at("d.results.0.MaintenanceNotification")).isEqualTo("10000002");
    assertThat(client.get(SET + "?$top=-1").status()).isEqualTo(400);
    assertThat(client.get(SET + "/$count").text()).isEqualTo("3");
  }

  @Test
  void aFieldThatCannotBeSortedIsRefused() throws IOException {
    assertThat(client.get(SET + "?$orderby=ConcatenatedActiveSystStsName").status()).isEqualTo(400);
  }

  @Test
  void whoDoesNotAskForJsonDoesNotGetIt() throws IOException {
    assertThat(client.get(SET, "Accept", "*/*").status()).isEqualTo(406);
    assertThat(client.get(SET + "?$format=json", "Accept", "*/*").status()).isEqualTo(200);
    assertThat(client.get(ROOT, "Accept", "*/*").header("Content-Type")).contains("xml");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "MaintenanceNotification('10000001')/NotificationText",
        "MaintenanceNotification('10000001')/$links/to_Item",
        "MaintenanceNotificationItem",
        "$batch"
      })
  void whatIsNotServedSaysSo(String path) throws IOException {
    assertThat(client.get(ROOT + path).status()).isEqualTo(501);
  }

  @Test
  void aLibraryOfTheStandardReadsTheModelAndTheAnswersWithIt() throws Exception {
    Edm edm =
        EntityProvider.readMetadata(
            new ByteArrayInputStream(client.get(ROOT + "$metadata").response().body()), true);
    EdmEntitySet set = edm.getDefaultEntityContainer().getEntitySet("MaintenanceNotification");
    assertThat(set.getEntityType().getPropertyNames()).hasSize(113);
    byte[] body = client.get(SET + "?$top=2&$expand=to_Item").response().body();
    assertThat(
            EntityProvider.readFeed(
                    "application/json",
                    set,
                    new ByteArrayInputStream(body),
                    EntityProviderReadProperties.init().isValidatingFacets(true).build())
                .getEntries())
        .extracting(each -> each.getProperties().get("NotificationText"))
        .containsExactly("Pit AAA", "Pit BBB");
    assertThat(client.get(ROOT + "$metadata").text())
        .contains("sap:filterable=\"false\"", "sap:display-format=\"UpperCase\"");
  }
}
