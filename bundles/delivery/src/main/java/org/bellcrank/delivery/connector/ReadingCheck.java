package org.bellcrank.delivery.connector;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.delivery.connector.OrderReading.Changed;
import org.bellcrank.delivery.connector.OrderReading.Form;
import org.bellcrank.delivery.connector.OrderReading.Pages;
import org.bellcrank.delivery.connector.OrderReading.Taken;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.workorder.OrderStatus;

/** Holds how a connector reads against its routes and against itself. */
final class ReadingCheck {

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  private final Connector connector;
  private final OrderReading reading;
  private final MapNode root;
  private final Problems problems;

  ReadingCheck(Connector connector, MapNode root, Problems problems) {
    this.connector = connector;
    this.root = root;
    this.problems = problems;
    reading = connector.reading().orElseThrow();
  }

  void run() {
    if (reading.every().compareTo(SHORTEST) < 0) {
      add("every", reading.every().toString(), "PT1S or more", "a CMMS is not asked all the time");
    }
    ServedRoutes served = ServedRoutes.of(connector, problems);
    reading.changed().ifPresent(changed -> route("changed", changed.call(), served));
    reading.one().ifPresent(one -> route("one", one.call(), served));
    reading.changed().ifPresent(this::changed);
    reading.names().forEach(this::name);
    ends();
  }

  private void route(String key, OrderReading.Call call, ServedRoutes served) {
    if (!served.has(call.route())) {
      add(key, served.address(call.route()), served.all(), ServedRoutes.NONE);
    }
  }

  private void changed(Changed changed) {
    Set<String> names = names(changed.call().request());
    if (names.contains("mark.since") && reading.identity().changedAt().isEmpty()) {
      add(
          "order",
          "no changedAt",
          "changedAt beside a question with mark.since",
          "the next reading begins where the newest change was");
    }
    Pages pages = changed.pages();
    String needed =
        switch (pages.by()) {
          case ALL -> "";
          case NUMBER -> "page.number";
          case OFFSET -> "page.offset";
          case NEXT -> "page.next";
        };
    if (!needed.isEmpty() && !names.contains(needed)) {
      add("changed", pages.by() + " without " + needed, needed, "each page would be the first");
    }
    boolean told = pages.next().isPresent();
    if (told != (pages.by() == OrderReading.By.NEXT)) {
      add("changed", "next", "next with by: next alone", "the answer tells how it goes on, or not");
    }
    form("changed", "since", changed.since());
  }

  private static Set<String> names(Step.Request request) {
    Set<String> names = new LinkedHashSet<>(request.path().names());
    request.query().values().forEach(text -> names.addAll(text.names()));
    request.headers().values().forEach(text -> names.addAll(text.names()));
    names.addAll(request.body().names());
    return names;
  }

  private void name(String name, Taken taken) {
    if (taken.type() == Mapping.Type.INSTANT) {
      form("names", name, taken.form());
    } else if (taken.form().encoding() != Encoding.PLAIN || !taken.form().pattern().isEmpty()) {
      add("names", name + " of " + taken.type(), "of type instant", "only a time has such a form");
    }
    if (taken.isList() && taken.type() != Mapping.Type.TEXT) {
      add("names", name + " of " + taken.type(), "of type text", "a list is one of texts");
    }
    if (taken.time().isPresent() && taken.type() != Mapping.Type.INSTANT) {
      add("names", name + " with time", "of type instant", "only a day has a time of day");
    }
    if (taken.none().filter(String::isBlank).isPresent()) {
      add("names", name + " with an empty none", "a text", "what is empty counts as none anyway");
    }
    if (!taken.where().isEmpty() && taken.each().isEmpty()) {
      add("names", name + " with where", "where with each", "there is no list to choose from");
    }
  }

  private void form(String key, String name, Form form) {
    if (!Encoding.readable().contains(form.encoding())) {
      add(
          key,
          name + " as " + form.encoding().word(),
          Encoding.readable().stream()
              .map(Encoding::word)
              .sorted()
              .collect(Collectors.joining(", ")),
          "it names no day");
    }
    try {
      Values.instant(Instant.EPOCH, form.pattern(), ZoneOffset.UTC);
    } catch (IllegalArgumentException | DateTimeException broken) {
      add(
          key,
          name + " format " + form.pattern(),
          "a pattern such as yyyy-MM-dd'T'HH:mm:ss",
          "no time is written so: " + broken.getMessage());
    }
  }

  /** Without an end an order would stay open for ever. */
  private void ends() {
    if (!reading.meanings().containsValue(OrderStatus.CLOSED)) {
      add("status", "no word for closed", "at least one", "no order would ever be closed");
    }
  }

  private void add(String key, String given, String allowed, String message) {
    problems.add(new Problem(root.where(key), "/" + key, given, allowed, message));
  }
}
