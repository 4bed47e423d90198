package org.bellcrank.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.journal.Facts;

/** The small CMMS, without HTTP. */
final class TinyCmms implements StepCaller {

  final AtomicInteger creates = new AtomicInteger();
  final AtomicInteger updates = new AtomicInteger();
  final AtomicInteger refusedCalls = new AtomicInteger();
  final AtomicInteger running = new AtomicInteger();
  final AtomicInteger most = new AtomicInteger();
  final List<Long> priorities = new CopyOnWriteArrayList<>();
  final List<String> files = new CopyOnWriteArrayList<>();
  private final Map<String, Facts> orders = new ConcurrentHashMap<>();
  private final List<Facts> listed = new CopyOnWriteArrayList<>();
  volatile boolean away;
  volatile boolean lost;
  volatile boolean swallows;
  volatile boolean frozen;

  /** Whether an update loses all that it does not send. */
  volatile boolean wipes;

  volatile AssertionError failure;
  volatile Consumer<StepRequest> before = request -> {};

  /** Runs after a change is in the books and before it is answered. */
  volatile Interruptible afterCreate = () -> {};

  volatile Interruptible afterUpdate = () -> {};
  volatile Interruptible afterAttach = () -> {};
  volatile Runnable beforeAttaching = () -> {};

  /** Run before and behind each call. */
  volatile Interruptible beforeEach = () -> {};

  volatile Interruptible behindEach = () -> {};

  /** Answers in place of the CMMS, which then does nothing; null to leave it to the CMMS. */
  volatile Function<StepRequest, StepAnswer> instead = request -> null;

  /** What the next answer becomes on its way. */
  volatile StepAnswer insteadOfAnswer;

  interface Interruptible {
    void run() throws InterruptedException;
  }

  @Override
  public StepAnswer call(StepRequest request) throws InterruptedException {
    if (away) {
      refusedCalls.incrementAndGet();
      return new StepAnswer.NotSent("nobody listens");
    }
    most.accumulateAndGet(running.incrementAndGet(), Math::max);
    try {
      before.accept(request);
      beforeEach.run();
      StepAnswer other = instead.apply(request);
      StepAnswer answer = other == null ? answered(request) : other;
      behindEach.run();
      StepAnswer onItsWay = insteadOfAnswer;
      insteadOfAnswer = null;
      return onItsWay == null ? answer : onItsWay;
    } catch (AssertionError e) {
      failure = e;
      throw e;
    } finally {
      running.decrementAndGet();
    }
  }

  private StepAnswer answered(StepRequest request) throws InterruptedException {
    if (request.path().endsWith("/attachments")) {
      return attachments(request);
    }
    return switch (request.method()) {
      case "POST" -> create(body(request));
      case "PUT" -> update(order(request), body(request));
      default -> request.path().matches(".*/\\d+") ? json(order(request)) : found(request.query());
    };
  }

  private StepAnswer create(Facts given) throws InterruptedException {
    int id = creates.incrementAndGet();
    if (swallows) {
      return new StepAnswer.Unknown("no answer");
    }
    priorities.add(given.whole("priority").orElseThrow());
    Facts order = given.toBuilder().put("id", id).put("number", "OT-" + id).build();
    orders.put(given.requireText("external_reference"), order);
    afterCreate.run();
    return lost ? new StepAnswer.Unknown("no answer") : json(order);
  }

  private StepAnswer update(Facts order, Facts given) throws InterruptedException {
    updates.incrementAndGet();
    if (frozen) {
      return json(order);
    }
    Facts kept =
        Facts.with("id", order.values().get("id")).put("number", order.text("number")).build();
    Facts changed = (wipes ? kept : order).toBuilder().putAll(given).build();
    orders.put(order.requireText("external_reference"), changed);
    afterUpdate.run();
    return json(changed);
  }

  private StepAnswer found(String query) {
    String reference = query.replaceAll(".*external_reference=([A-Z0-9]+).*", "$1");
    Facts found = orders.get(reference);
    return json(Facts.with("data", found == null ? List.of() : List.of(found)).build());
  }

  private StepAnswer attachments(StepRequest request) throws InterruptedException {
    if (request.method().equals("GET")) {
      beforeAttaching.run();
      return json(Facts.with("data", List.copyOf(listed)).build());
    }
    Facts given = body(request);
    files.add(given.requireText("data"));
    listed.add(
        Facts.with("filename", given.requireText("filename"))
            .put("sha256", hash(Base64.getDecoder().decode(given.requireText("data"))))
            .build());
    afterAttach.run();
    return json(given);
  }

  Facts order(StepRequest request) {
    long id = Long.parseLong(request.path().replaceAll(".*/", ""));
    return orders.values().stream()
        .filter(order -> order.whole("id").orElse(0) == id)
        .findFirst()
        .orElseThrow();
  }

  Facts only() {
    return orders.values().iterator().next();
  }

  /** Somebody at the plant changes the only order. */
  void byHand(String field, Object value) {
    Facts order = only();
    orders.put(
        order.requireText("external_reference"), order.toBuilder().put(field, value).build());
  }

  private static Facts body(StepRequest request) {
    return Facts.parse(new String(request.body(), StandardCharsets.UTF_8));
  }

  private static StepAnswer json(Facts body) {
    return new StepAnswer.Answered(200, Map.of(), body.json().getBytes(StandardCharsets.UTF_8));
  }

  private static String hash(byte[] content) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(content));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
