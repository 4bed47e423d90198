package org.bellcrank.workorder;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.bellcrank.expression.ExpressionLanguage;
import org.bellcrank.expression.InvalidExpressionException;

/** Reads templates from documents that fit their schema. */
public final class TemplateDocuments {

  private final ExpressionLanguage language;
  private final List<Problem> problems = new ArrayList<>();

  /** A reader for one set of documents; not for reuse. */
  public TemplateDocuments(ExpressionLanguage language) {
    this.language = language;
  }

  /**
   * Reads the templates by id.
   *
   * @param templates the maps of every {@code templates} list
   * @throws InvalidDocumentException with every mistake
   */
  public Map<String, Template> read(List<MapNode> templates) throws InvalidDocumentException {
    Map<String, Template> read = new LinkedHashMap<>();
    for (MapNode node : templates) {
      String id = node.text("id");
      Optional<Text> title = text(node, "title");
      Optional<Text> description = text(node, "description");
      Optional<Text> action =
          node.has("recommendedAction") ? text(node, "recommendedAction") : Optional.empty();
      List<Template.Task> tasks = tasks(node);
      Map<String, Text> fields = fields(node);
      Window window = window(node);
      if (title.isEmpty() || description.isEmpty()) {
        continue;
      }
      Template template =
          new Template(
              id,
              node.optionalEnum("type", OrderType.class),
              title.get(),
              description.get(),
              action,
              node.optionalText("failureCode"),
              node.optionalDuration("dueWithin"),
              node.optionalDuration("lead"),
              window,
              node.optionalText("origin").map(Origin::of),
              node.optionalEnum("approval", Approval.class),
              tasks,
              parts(node),
              fields);
      if (read.put(id, template) != null) {
        problems.add(node.problem("id", "an id of its own", "two templates have the same id"));
      }
    }
    if (!problems.isEmpty()) {
      throw new InvalidDocumentException(problems);
    }
    return Map.copyOf(read);
  }

  private Window window(MapNode node) throws InvalidDocumentException {
    Window window = node.optionalEnum("window", Window.class).orElse(Window.NOW);
    if (window == Window.UNTIL_DUE && !node.has("dueWithin")) {
      problems.add(
          node.problem("window", "until-due with dueWithin", "nothing says when it is due"));
    }
    return window;
  }

  /**
   * Each number once, whatever its letters' case: some systems tell the lines of an order apart by
   * nothing else. Documents that name one twice are read all the same, as they ever were.
   */
  private static List<Template.Part> parts(MapNode node) throws InvalidDocumentException {
    Map<String, Template.Part> parts = new LinkedHashMap<>();
    for (MapNode part : node.maps("parts")) {
      parts.merge(
          part.text("number").toUpperCase(Locale.ROOT),
          new Template.Part(
              part.text("number"),
              part.optionalText("name"),
              part.optionalInteger("quantity").orElse(1),
              part.optionalText("unit")),
          Template.Part::and);
    }
    return List.copyOf(parts.values());
  }

  private List<Template.Task> tasks(MapNode node) throws InvalidDocumentException {
    List<Template.Task> tasks = new ArrayList<>();
    for (MapNode task : node.maps("tasks")) {
      Optional<Integer> minutes = task.optionalInteger("minutes");
      OptionalInt planned =
          minutes.isPresent() ? OptionalInt.of(minutes.get()) : OptionalInt.empty();
      text(task, "text").ifPresent(text -> tasks.add(new Template.Task(text, planned)));
    }
    return tasks;
  }

  private Map<String, Text> fields(MapNode node) throws InvalidDocumentException {
    Map<String, Text> fields = new LinkedHashMap<>();
    Optional<MapNode> given = node.optionalMap("fields");
    if (given.isPresent()) {
      for (String name : given.get().keys()) {
        text(given.get(), name).ifPresent(text -> fields.put(name, text));
      }
    }
    return fields;
  }

  private Optional<Text> text(MapNode node, String key) throws InvalidDocumentException {
    try {
      return Optional.of(Text.of(node.text(key), language));
    } catch (InvalidExpressionException e) {
      problems.addAll(e.problems(node.get(key)));
    } catch (IllegalArgumentException e) {
      problems.add(node.problem(key, "text with placeholders in braces", e.getMessage()));
    }
    return Optional.empty();
  }
}
