package org.bellcrank.console;

import java.util.List;
import java.util.OptionalInt;
import org.bellcrank.delivery.OrderPreview;
import org.bellcrank.journal.Facts;

/** A preview as pages see it. */
final class PreviewView {

  private PreviewView() {}

  static Facts facts(OrderPreview.Preview preview) {
    return Facts.with("fits", preview.fits())
        .put("fields", preview.fields().stream().map(PreviewView::field).toList())
        .put("missing", preview.missing().stream().map(PreviewView::missing).toList())
        .put("others", preview.others())
        .put("unused", preview.unused())
        .put("calls", preview.calls().stream().map(PreviewView::call).toList())
        .put("added", preview.added())
        .put("problems", preview.problems())
        .build();
  }

  private static Facts field(OrderPreview.Field field) {
    return Facts.with("to", field.to())
        .put("from", field.from().isEmpty() ? null : field.from())
        .put("lines", field.lines().stream().map(PreviewView::line).toList())
        .put("type", field.type())
        .put("needed", field.needed() ? true : null)
        .put("place", field.place())
        .put("read", field.read())
        .put("value", field.value())
        .put("notes", field.notes())
        .put("problem", field.problem())
        .put("rule", field.rule().map(PreviewView::rule))
        .put("mistakes", field.mistakes())
        .build();
  }

  private static Facts line(OrderPreview.Line line) {
    return Facts.with("text", line.text())
        .put("value", line.value())
        .put("missing", line.missing().isEmpty() ? null : line.missing())
        .build();
  }

  private static Facts rule(OrderPreview.Rule rule) {
    return Facts.with("required", rule.required())
        .put("words", rule.words())
        .put("length", whole(rule.length()))
        .put("used", rule.used())
        .put("breach", rule.breach())
        .put("source", rule.source())
        .build();
  }

  private static Integer whole(OptionalInt given) {
    return given.isPresent() ? given.getAsInt() : null;
  }

  private static Facts missing(OrderPreview.Missing missing) {
    return Facts.with("to", missing.to())
        .put("required", missing.required())
        .put("place", missing.place())
        .put("source", missing.source())
        .put("mistakes", missing.mistakes())
        .build();
  }

  private static Facts call(OrderPreview.Call call) {
    return Facts.with("step", call.step())
        .put("changes", call.changes())
        .put("head", List.copyOf(call.head()))
        .put("body", call.body().isEmpty() ? null : call.body())
        .put("note", call.note().isEmpty() ? null : call.note())
        .build();
  }
}
