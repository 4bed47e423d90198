package org.bellcrank.delivery.connector;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import org.bellcrank.delivery.connector.OrderReading.Form;
import org.bellcrank.delivery.connector.OrderReading.Pages;
import org.bellcrank.delivery.connector.OrderReading.Taken;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;

/** Holds what all questions have against the routes and against itself. */
final class QuestionCheck {

  private final MapNode root;
  private final Problems problems;

  QuestionCheck(MapNode root, Problems problems) {
    this.root = root;
    this.problems = problems;
  }

  void route(String key, OrderReading.Call call, ServedRoutes served) {
    if (!served.has(call.route())) {
      add(key, served.address(call.route()), served.all(), ServedRoutes.NONE);
    }
  }

  void pages(String key, OrderReading.Call call, Pages pages) {
    Set<String> names = names(call.request());
    String needed =
        switch (pages.by()) {
          case ALL -> "";
          case NUMBER -> "page.number";
          case OFFSET -> "page.offset";
          case NEXT -> "page.next";
        };
    if (!needed.isEmpty() && !names.contains(needed)) {
      add(key, pages.by() + " without " + needed, needed, "each page would be the first");
    }
    boolean told = pages.next().isPresent();
    boolean takes = pages.by() == OrderReading.By.NEXT || pages.by() == OrderReading.By.OFFSET;
    if (told ? !takes : pages.by() == OrderReading.By.NEXT) {
      add(
          key,
          "next",
          "next with by: next, or with by: offset",
          "the answer tells how or whether it goes on, or not");
    }
  }

  static Set<String> names(Step.Request request) {
    Set<String> names = new LinkedHashSet<>(request.path().names());
    request.query().values().forEach(text -> names.addAll(text.names()));
    request.headers().values().forEach(text -> names.addAll(text.names()));
    names.addAll(request.body().names());
    return names;
  }

  void name(String name, Taken taken) {
    if (taken.type() == Mapping.Type.INSTANT) {
      form("names", name, taken.form());
    } else if (taken.form().encoding() != Encoding.PLAIN || !taken.form().pattern().isEmpty()) {
      add("names", name + " of " + taken.type(), "of type instant", "only a time has such a form");
    }
    if (taken.isList() && taken.type() != Mapping.Type.TEXT) {
      add("names", name + " of " + taken.type(), "of type text", "a list is one of texts");
    }
    if (taken.sum() && (taken.each().isEmpty() || taken.type() != Mapping.Type.NUMBER)) {
      add("names", name + " with sum", "sum with each, of type number", "numbers are added up");
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

  void form(String key, String name, Form form) {
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

  void add(String key, String given, String allowed, String message) {
    problems.add(new Problem(root.where(key), "/" + key, given, allowed, message));
  }
}
