package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Says in words what happened to a value between its expression and the message. */
final class TraceNotes {

  private final Mapping.Field field;
  private final Map<String, Object> known;
  private final List<String> notes = new ArrayList<>();

  TraceNotes(Mapping.Field field, Map<String, Object> known) {
    this.field = field;
    this.known = known;
  }

  List<String> of(Optional<Object> read, Object value) {
    read.ifPresent(this::translated);
    Object given = read.map(raw -> Mapper.translated(field, raw).orElse(raw)).orElse("");
    if (field.type() == Mapping.Type.TEXT) {
      letters(Values.text(given));
      fitted(Values.text(given));
    } else {
      encoded();
    }
    if (value instanceof List<?> lines && field.form().wrap().isPresent()) {
      notes.add(
          "sent in %d lines of at most %d characters"
              .formatted(lines.size(), field.form().wrap().getAsInt()));
    }
    return notes;
  }

  private void translated(Object raw) {
    if (field.values().isEmpty()) {
      return;
    }
    String text = Values.text(raw);
    if (field.values().containsKey(text)) {
      notes.add("translated from \"%s\"".formatted(text));
    } else {
      notes.add("\"%s\" is not in its list of values: the fallback is sent".formatted(text));
    }
  }

  private void letters(String text) {
    String cased = Fitting.letters(field, text);
    if (!cased.equals(text)) {
      notes.add(field.letters() == Mapping.Case.UPPER ? "put in upper case" : "put in lower case");
    }
    String fitted = field.form().characters().fitted(cased);
    if (!fitted.equals(cased)) {
      notes.add("letters that the other side cannot write were replaced");
    }
    if (Fitting.written(field, text).length() > fitted.length()) {
      notes.add("filled with zeros in front");
    }
  }

  private void fitted(String text) {
    int room = Mapper.room(field, known);
    int length = Fitting.length(field, text);
    if (field.max().isPresent() && length > room) {
      notes.add(
          "cut from %d characters to %d%s"
              .formatted(
                  length,
                  room,
                  field.spill().map(to -> "; all of it goes to the head of " + to).orElse("")));
    }
    if (!Mapper.tail(field, known).isEmpty()) {
      notes.add("ends in \"%s\", which is never cut".formatted(Mapper.tail(field, known).strip()));
    }
  }

  private void encoded() {
    if (!field.form().pattern().isEmpty()) {
      notes.add("written as " + field.form().pattern());
    } else if (field.form().encoding() != Encoding.PLAIN) {
      notes.add("written as " + field.form().encoding().word());
    }
    field
        .form()
        .zone()
        .flatMap(zone -> zone.render(known))
        .ifPresent(zone -> notes.add("in the local time of " + zone));
  }
}
