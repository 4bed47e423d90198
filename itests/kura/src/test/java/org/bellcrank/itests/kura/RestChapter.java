package org.bellcrank.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** Our resources on the gateway's own REST. */
abstract class RestChapter extends FleetChapter {

  private static final List<String> RESOURCES = List.of("status", "health", "documents");

  @Test
  @Order(230)
  void ourResourcesAnswerWhoMayAskAndNobodyElse() throws Exception {
    Wait.until(
        "our resources on REST",
        Administrator.PATIENCE,
        () -> admin.rest().get(OURS + "health").status() == 200);
    RestClient nobody = RestClient.anonymous(gate.rest());

    for (String each : RESOURCES) {
      assertThat(nobody.get(OURS + each).status()).as(each + " without a name").isEqualTo(401);
      assertThat(admin.rest().get(OURS + each).status()).as(each).isEqualTo(200);
    }
    assertThat(object("status").getAsJsonObject("balance").get("difference").getAsLong()).isZero();
    assertThat(object("status").getAsJsonObject("start").get("state").getAsString())
        .as("how the start goes; without documents it waits")
        .isIn("STARTING", "READY", "INCOMPLETE");
    assertThat(object("health").get("state").getAsString()).isIn("ok", "degraded", "failed");
    assertThat(object("documents").keySet()).contains("refusals");
    assertThat(admin.rest().get(OURS + "orders").status()).as("not shown there").isEqualTo(404);
  }

  private JsonObject object(String resource) throws Exception {
    return admin.rest().get(OURS + resource).json().getAsJsonObject();
  }

  @Test
  @Order(231)
  void whoMayReadReadsAndWhoMayNothingIsTurnedAway() throws Exception {
    RestClient reader = as("kura.reader", gate.reader());
    RestClient stranger = as("kura.stranger", gate.stranger());

    for (String each : RESOURCES) {
      assertThat(reader.get(OURS + each).status()).as(each + " by a reader").isEqualTo(200);
      assertThat(stranger.get(OURS + each).status()).as(each + " by a stranger").isEqualTo(403);
    }
    assertThat(reader.get("deploy/v2").status()).as("nothing but ours").isEqualTo(403);
  }

  private RestClient as(String property, Gate.Person person) throws Exception {
    if (person == null) {
      System.err.println("SKIPPED: no identity given with -D" + property + "=name:password");
    }
    Assumptions.assumeTrue(person != null, property);
    return RestClient.login(gate.rest(), person.name(), person.password());
  }
}
