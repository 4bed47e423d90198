package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.bellcrank.itests.doubles.Client.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Faults that people found, which are entities of their own beside the request. */
class DynamicsFaultsTest {

  private static final String FAULTS = "Request_MaintenanceRequestAssetFaults";

  private DynamicsDouble dynamics;
  private DynamicsClient client;

  @BeforeEach
  void start() throws IOException {
    dynamics = DynamicsDouble.start(DoubleOptions.free());
    client = new DynamicsClient(dynamics);
  }

  @AfterEach
  void stop() {
    dynamics.close();
  }

  private static void refused(Answer answer, String words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(400);
    assertThat(answer.at("error.message").toString()).contains(words);
  }

  @Test
  void faultsStandBesideTheRequestWhereTheyAreAskedFor() throws IOException {
    Object id = client.create().at("RequestId");
    Map<String, Object> found = Json.of("FaultSymptomId", "PITTING", "FaultRemedyId", "REPLACED");
    assertThat(dynamics.report("MR-000042", "InProgress", Map.of(FAULTS, List.of(found)))).isTrue();
    assertThat(client.read(id).json()).doesNotContainKey(FAULTS);
    Answer whole = expanded(id, FAULTS);
    assertThat(whole.at(FAULTS + ".0.FaultSymptomId")).isEqualTo("PITTING");
    assertThat(whole.at(FAULTS + ".0.RequestId")).isEqualTo(id);
    assertThat(whole.at(FAULTS + ".0.FaultCauseId")).isEqualTo("");
    assertThat(expanded(client.create().at("RequestId"), FAULTS).at(FAULTS)).isEqualTo(List.of());
  }

  @Test
  void whatIsNotReachedFromARequestIsNotExpanded() throws IOException {
    Object id = client.create().at("RequestId");
    refused(expanded(id, "Faults"), "not valid");
    refused(expanded(id, "*"), "one level deep");
  }

  private Answer expanded(Object id, String name) throws IOException {
    return client
        .http()
        .get(DynamicsClient.address(id) + DynamicsClient.EVERYWHERE + "&$expand=" + name);
  }
}
