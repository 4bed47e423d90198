package org.bellcrank.itests.kura;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.bellcrank.itests.kura.protocol.Payload;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/** What the gateway says of itself when packages are broken, by every way it can say it. */
abstract class HealthChapter extends KeysChapter {

  private static final String PUBLISHER = "org.eclipse.kura.cloud.publisher.CloudPublisher";
  private static final String CLOUD_APPLICATION = "org.bellcrank.fleet.kura.CloudApplication";
  private static final String ALERTS = "BELLCRANK-ALERTS/health";
  private static final List<String> ROOTS =
      List.of(
          "no installed bundle offers package no.such.library",
          "no installed bundle offers Java platform",
          "this activator always throws",
          "brings other content under the same version 1.0.0",
          ThrowingComponent.WORDS);

  @Test
  @Order(235)
  void anAdministratorChoosesWhereAlertsGo() throws Exception {
    JsonObject made = new JsonObject();
    made.addProperty("pid", "alerts");
    made.addProperty("factoryPid", PUBLISHER);
    made.addProperty("cloudEndpointPid", "org.eclipse.kura.cloud.CloudService");
    admin.rest().post("cloudconnection/v1/pubSub", made).json();
    Properties settings =
        new Properties()
            .text("appId", "BELLCRANK-ALERTS")
            .text("app.topic", "health")
            .text("message.type", "control")
            .whole("qos", 1);
    assertThat(admin.update("alerts", settings)).isEqualTo(200);
    admin.awaitComponents(CLOUD_APPLICATION);

    Properties chosen = new Properties().text("AlertPublisher.target", "(kura.service.pid=alerts)");
    assertThat(admin.update(CLOUD_APPLICATION, chosen)).isEqualTo(200);
  }

  /** Those that are down never worked, so there is nothing that could be put back. */
  @Test
  @Order(555)
  void everyBrokenPackageIsNamedWithItsRootCauseUntilItIsMended() throws Exception {
    upload("trial-content", "1.0.0", PackageFile.header(Map.of(Trial.CONTENT, "one")));
    admin.awaitUp("trial-content", "1.0.0");
    upload(
        "trial-content",
        "1.1.0",
        PackageFile.header(Map.of("Bundle-Version", "1.0.0", Trial.CONTENT, "two")));
    Map<String, PackageFile.Change> wrong =
        Map.of(
            "trial-import", Trial.lacking("no.such.library", "trial.lacking"),
            "trial-java", PackageFile.header(Map.of("Require-Capability", Trial.NEWER_JAVA)),
            "trial-activator", Trial.activator(ThrowingActivator.class),
            "trial-component", Trial.component(ThrowingComponent.class),
            "trial-waiting", PackageFile.header(Map.of("Import-Package", "trial.lacking")));
    for (var each : wrong.entrySet()) {
      upload(each.getKey(), "1.0.0", each.getValue());
    }

    String told = awaitHealth("failed", ROOTS);
    assertThat(causes(told))
        .as("the root is named, what waits for it follows from it")
        .contains("org.bellcrank.trial-import", "org.bellcrank.trial-component")
        .doesNotContain("org.bellcrank.trial-waiting");
    assertThat(told).contains("trial-waiting");
    awaitAlert("ACTIVE", ROOTS);

    Set<String> all = new TreeSet<>(wrong.keySet());
    all.add("trial-content");
    for (String each : all) {
      String exported = each.replace('-', '.');
      upload(each, "2.0.0", PackageFile.header(Map.of("Export-Package", exported)));
    }
    awaitHealth("ok", List.of());
    awaitAlert("INACTIVE", List.of());
    for (String each : all) {
      admin.uninstall(each);
      admin.awaitGone(each);
    }
  }

  private void upload(String name, String version, PackageFile.Change change) throws Exception {
    admin.upload(PackageFile.made(folder, name, version, change).file());
  }

  private static List<String> causes(String health) {
    List<String> bundles = new ArrayList<>();
    com.google.gson.JsonParser.parseString(health)
        .getAsJsonObject()
        .getAsJsonArray("causes")
        .forEach(each -> bundles.add(each.getAsJsonObject().get("bundle").getAsString()));
    return bundles;
  }

  private void awaitAlert(String status, List<String> words) {
    Wait.until(
        "an alert %s with %s".formatted(status, words),
        Administrator.PATIENCE,
        () -> cloud.published(ALERTS),
        all ->
            !all.isEmpty()
                && status.equals(all.get(all.size() - 1).text("alert_status"))
                && holds(all.get(all.size() - 1), words));
  }

  private static boolean holds(Payload alert, List<String> words) {
    return "bellcrank.health".equals(alert.text("alert_code"))
        && words.stream().allMatch(String.valueOf(alert.text("alert_message"))::contains);
  }
}
