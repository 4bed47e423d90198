package org.bellcrank.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.journal.Facts;

/** A CMMS of orders and assets, without HTTP. */
final class ToldCmms implements StepCaller {

  /** What each change made of an asset, in its order. */
  final List<String> told = new CopyOnWriteArrayList<>();

  final Map<String, Facts> assets = new ConcurrentHashMap<>();
  private final Map<String, Facts> orders = new ConcurrentHashMap<>();

  /** Whether the next change of an asset is made and not answered. */
  volatile boolean loses;

  /** Answers in place of the CMMS, which then does nothing; null leaves it to the CMMS. */
  volatile Function<StepRequest, StepAnswer> instead = request -> null;

  @Override
  public StepAnswer call(StepRequest request) {
    StepAnswer other = instead.apply(request);
    if (other != null) {
      return other;
    }
    return request.path().startsWith("/assets/") ? asset(request) : order(request);
  }

  private StepAnswer asset(StepRequest request) {
    String id = request.path().substring("/assets/".length());
    if (request.method().equals("PUT")) {
      Facts given = body(request);
      told.add(given.requireText("state"));
      assets.merge(id, given, (old, next) -> old.toBuilder().putAll(next).build());
      if (loses) {
        loses = false;
        return new StepAnswer.Unknown("no answer");
      }
    }
    Facts kept = assets.getOrDefault(id, Facts.empty());
    return answer(200, kept.toBuilder().put("id", id).build());
  }

  private StepAnswer order(StepRequest request) {
    if (request.method().equals("POST")) {
      Facts given = body(request).toBuilder().put("id", "O" + orders.size()).build();
      orders.put(given.requireText("id"), given);
      return answer(200, given);
    }
    Facts one = orders.get(request.path().substring(request.path().lastIndexOf('/') + 1));
    List<Facts> found =
        orders.values().stream()
            .filter(each -> request.query().contains(each.requireText("reference")))
            .toList();
    return answer(200, one == null ? Facts.with("data", found).build() : one);
  }

  boolean hasOrder(String reference) {
    return orders.values().stream()
        .anyMatch(each -> each.requireText("reference").equals(reference));
  }

  static StepAnswer answer(int status, Facts body) {
    return new StepAnswer.Answered(status, Map.of(), body.json().getBytes(StandardCharsets.UTF_8));
  }

  private static Facts body(StepRequest request) {
    return Facts.parse(new String(request.body(), StandardCharsets.UTF_8));
  }
}
