package org.bellcrank.delivery.engine;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bellcrank.delivery.StepAnswer;
import org.bellcrank.delivery.StepCaller;
import org.bellcrank.delivery.StepRequest;
import org.bellcrank.journal.Facts;

/**
 * A CMMS with its own idea of an order's life: tasks are taken for drafts alone, each as often as
 * it is sent; a release is taken once, and only with all its tasks there; after the commit nothing
 * is taken any more. Parts have to be in its stores, alone or in a new order, and come as often as
 * they are sent. It keeps a book of all that it took.
 */
final class StagedCmms implements StepCaller {

  /** One order as it stands. */
  static final class Booked {
    String reference = "";
    String title = "";
    String status = "DRAFT";
    boolean committed;
    final List<Facts> tasks = new ArrayList<>();
    final List<Facts> parts = new ArrayList<>();
    final List<String> files = new ArrayList<>();
  }

  private static final Set<String> STORES = Set.of("7014C", "G-1", "SEAL");

  interface Interruptible {
    void run() throws InterruptedException;
  }

  final Map<String, Booked> orders = new LinkedHashMap<>();
  final List<String> changes = new ArrayList<>();

  /** Changes that broke a rule of this CMMS: nobody who delivers once makes any. */
  final List<String> broken = new ArrayList<>();

  final AtomicInteger calls = new AtomicInteger();
  volatile int tasksBeforeRelease;

  /** Under which number it keeps a part that comes alone. */
  volatile UnaryOperator<String> kept = UnaryOperator.identity();

  volatile Interruptible before = () -> {};
  volatile Interruptible behind = () -> {};

  /** Answers in place of the CMMS, which then does nothing; null to leave it to the CMMS. */
  volatile Function<StepRequest, StepAnswer> instead = request -> null;

  /** What becomes of an answer on its way, when the CMMS has done its part. */
  volatile Function<StepRequest, StepAnswer> onItsWay = request -> null;

  @Override
  public StepAnswer call(StepRequest request) throws InterruptedException {
    calls.incrementAndGet();
    before.run();
    StepAnswer other = instead.apply(request);
    StepAnswer answer = other == null ? done(request) : other;
    behind.run();
    StepAnswer lost = onItsWay.apply(request);
    return lost == null ? answer : lost;
  }

  private synchronized StepAnswer done(StepRequest request) {
    String[] parts = request.path().split("/");
    boolean reads = request.method().equals("GET");
    if (parts.length == 2) {
      return reads ? found(request.query()) : create(request);
    }
    Booked order = orders.get(parts[2]);
    if (order == null) {
      return new StepAnswer.Answered(404, Map.of(), new byte[0]);
    }
    if (parts.length == 3) {
      return json(shown(parts[2], order));
    }
    if (reads) {
      return json(
          parts[3].equals("tasks") || parts[3].equals("parts")
              ? Facts.with("tasks", order.tasks).put("parts", order.parts).build()
              : Facts.with("files", order.files.stream().map(StagedCmms::named).toList()).build());
    }
    changes.add(parts[3]);
    if (order.committed) {
      return refused("committed: nothing is taken any more", parts[3]);
    }
    return switch (parts[3]) {
      case "tasks" -> task(order, request);
      case "parts" -> part(order, request);
      case "release" -> release(order);
      case "files" -> file(order, request);
      default -> commit(order);
    };
  }

  private StepAnswer found(String query) {
    List<Facts> found = new ArrayList<>();
    orders.forEach(
        (number, order) -> {
          if (query.contains(order.reference)) {
            found.add(shown(number, order));
          }
        });
    return json(Facts.with("orders", found).build());
  }

  private StepAnswer create(StepRequest request) {
    changes.add("create");
    Facts given = body(request);
    for (Facts part : given.factsList("parts")) {
      if (!STORES.contains(part.requireText("number"))) {
        return unknown(part);
      }
    }
    Booked order = new Booked();
    order.parts.addAll(given.factsList("parts"));
    order.reference = given.requireText("reference");
    order.title = given.requireText("title");
    String number = "S-" + (orders.size() + 1);
    orders.put(number, order);
    return json(shown(number, order));
  }

  private StepAnswer task(Booked order, StepRequest request) {
    Facts given = body(request);
    if (!order.status.equals("DRAFT")) {
      return refused("no task after the release", "tasks");
    }
    if (given.requireText("text").length() > 60) {
      return new StepAnswer.Answered(
          422,
          Map.of(),
          "{\"message\":\"text too long\",\"code\":\"T60\",\"field\":\"/text\"}"
              .getBytes(StandardCharsets.UTF_8));
    }
    order.tasks.add(given);
    return json(given.toBuilder().put("id", order.tasks.size()).build());
  }

  private StepAnswer part(Booked order, StepRequest request) {
    Facts given = body(request);
    if (!order.status.equals("DRAFT")) {
      return refused("no part after the release", "parts");
    }
    if (!STORES.contains(given.requireText("number"))) {
      return unknown(given);
    }
    order.parts.add(
        given.toBuilder().put("number", kept.apply(given.requireText("number"))).build());
    return json(given.toBuilder().put("id", order.parts.size()).build());
  }

  private static StepAnswer unknown(Facts part) {
    String words = "no part " + part.requireText("number");
    return new StepAnswer.Answered(
        422,
        Map.of(),
        Facts.with("message", words).build().json().getBytes(StandardCharsets.UTF_8));
  }

  private StepAnswer release(Booked order) {
    if (!order.status.equals("DRAFT") || order.tasks.size() < tasksBeforeRelease) {
      return refused("a release that cannot be", "release");
    }
    order.status = "RELEASED";
    return json(Facts.empty());
  }

  private StepAnswer file(Booked order, StepRequest request) {
    order.files.add(body(request).requireText("name"));
    return json(Facts.empty());
  }

  private StepAnswer commit(Booked order) {
    if (!order.status.equals("RELEASED")) {
      return refused("a commit before the release", "commit");
    }
    order.committed = true;
    return json(Facts.empty());
  }

  private StepAnswer refused(String why, String what) {
    broken.add(what + ": " + why);
    return new StepAnswer.Answered(
        422, Map.of(), Facts.with("message", why).build().json().getBytes(StandardCharsets.UTF_8));
  }

  private static Facts named(String name) {
    return Facts.with("name", name).build();
  }

  private static Facts shown(String number, Booked order) {
    return Facts.with("number", number)
        .put("reference", order.reference)
        .put("title", order.title)
        .put("status", order.status)
        .put("committed", order.committed)
        .build();
  }

  private static Facts body(StepRequest request) {
    return Facts.parse(new String(request.body(), StandardCharsets.UTF_8));
  }

  private static StepAnswer json(Facts body) {
    return new StepAnswer.Answered(200, Map.of(), body.json().getBytes(StandardCharsets.UTF_8));
  }

  Booked only() {
    return orders.values().iterator().next();
  }

  long made(String change) {
    return changes.stream().filter(change::equals).count();
  }
}
