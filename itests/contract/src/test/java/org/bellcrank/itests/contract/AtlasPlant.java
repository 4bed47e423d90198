package org.bellcrank.itests.contract;

import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.delivery.AssetCondition.State;
import org.bellcrank.delivery.connector.WebHook;
import org.bellcrank.itests.doubles.AtlasDouble;
import org.bellcrank.itests.doubles.BookedOrder;
import org.bellcrank.itests.doubles.DoubleOptions;
import org.bellcrank.itests.doubles.Operation;
import org.bellcrank.journal.Facts;

final class AtlasPlant implements Plant {

  private static final List<String> PRIORITIES = List.of("HIGH", "HIGH", "MEDIUM", "LOW", "NONE");

  private final AtlasDouble cmms;

  AtlasPlant(DoubleOptions options) {
    cmms = AtlasDouble.start(options);
  }

  @Override
  public String kind() {
    return "atlas";
  }

  @Override
  public AtlasDouble cmms() {
    return cmms;
  }

  @Override
  public URI address() {
    return cmms.uri();
  }

  @Override
  public String credential() {
    return "gateway@plant.example:atlas-gateway";
  }

  @Override
  public Map<String, String> context() {
    return Map.of("company", "46", "falseAlarmWord", "false alarm");
  }

  /** 403 with words is about what was asked for; only an empty one is about the token. */
  @Override
  public boolean refusesMissingRight(Operation operation) {
    return true;
  }

  @Override
  public String asset() {
    return "11";
  }

  @Override
  public String priority(int ours) {
    return PRIORITIES.get(ours - 1);
  }

  @Override
  public String priority(BookedOrder order) {
    return String.valueOf(order.fields().get("priority"));
  }

  @Override
  public String stranger() {
    return "403";
  }

  @Override
  public void endSessions() {
    cmms.endSessions();
  }

  @Override
  public int biggestFile() {
    return 5 << 20;
  }

  @Override
  public Optional<Ending> ending() {
    return Optional.of(
        new Ending(
            "IN_PROGRESS",
            "COMPLETE",
            Optional.empty(),
            Optional.of("OPEN"),
            Map.of("feedback", "Ball nut replaced, race worn"),
            Facts.with("remarks", "Ball nut replaced, race worn").build(),
            Map.of("feedback", "A False Alarm: it was a reflection"),
            Map.of("feedback", "Ball nut and seal replaced"),
            Facts.with("remarks", "Ball nut and seal replaced").build()));
  }

  @Override
  public Optional<WebHook.Call> call(BookedOrder order, String secret) {
    String body = "{\"workOrderId\":1,\"newStatus\":\"COMPLETE\"}";
    return Optional.of(
        Signatures.call("x-webhook-signature", Signatures.hmacSha256(secret, body), body));
  }

  @Override
  public Optional<Registered> register() {
    return Optional.of(
        new Registered(
            Set.of("11", "12", "13", "9"),
            Optional.of("9"),
            Facts.with("name", "Palletiser 1")
                .put("location", "Line 3")
                .put("serial", "SN-4711")
                .put("tag", "BC-1001")
                .put("manufacturer", "Krones")
                .put("model", "P-200")
                .build()));
  }

  @Override
  public Optional<ToldAsset> told() {
    return Optional.of(
        new ToldAsset(Map.of(), state -> state == State.FAILED ? "DOWN" : "OPERATIONAL", "99999"));
  }
}
