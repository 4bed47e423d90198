package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.bellcrank.document.InvalidDocumentException;
import org.bellcrank.document.ListNode;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Node;
import org.bellcrank.document.Problem;
import org.bellcrank.document.TextNode;

/** Reads {@code body} of a request, which the schema has let through. */
final class BodyReader {

  /** Beside others of its object: the mapped fields go among them. */
  static final String AMONG = "...";

  /** In XML: where the security header goes. */
  private static final String SECURITY = "${security}";

  /** In XML: where the element goes that the mapped fields are laid over. */
  private static final String OVER = "${over}";

  private static final String FIELDS = "${mapping}";
  private static final List<String> WAYS = List.of("json", "xml", "form", "evidence", "multipart");

  private final Formulas formulas;
  private final Problems problems;

  BodyReader(Formulas formulas, Problems problems) {
    this.formulas = formulas;
    this.problems = problems;
  }

  Body read(Optional<MapNode> given) throws InvalidDocumentException {
    if (given.isEmpty()) {
      return new Body.None();
    }
    MapNode node = given.get();
    oneWay(node);
    if (node.has("xml")) {
      return markup(node);
    }
    if (node.has("json")) {
      return new Body.Tree(root(node), node.optionalText("mapping"), base(node));
    }
    if (node.has("mapping")) {
      return new Body.Mapped(node.text("mapping"), base(node));
    }
    if (node.has("multipart")) {
      return parts(node);
    }
    return node.has("form")
        ? new Body.Form(new RecipeReader(formulas, problems).templates(node.optionalMap("form")))
        : new Body.Raw();
  }

  private void oneWay(MapNode node) {
    List<String> ways = WAYS.stream().filter(node::has).toList();
    boolean mapped = node.has("mapping");
    boolean takesFields = ways.isEmpty() || node.has("json") || node.has("xml");
    if (ways.size() > 1 || mapped && !takesFields) {
      problem(node, "one, or xml or json with mapping", "a body is written in one way");
    }
    if (node.has("over") && !mapped) {
      problem(node, "over with mapping", "nothing is laid over what was read");
    }
    if (node.has("only") && (!node.has("over") || node.has("xml"))) {
      problem(node, "only with over, not in xml", "there is nothing to choose from");
    }
  }

  private void problem(MapNode node, String allowed, String message) {
    problems.add(
        new Problem(
            node.where(), node.pointer(), String.join(", ", node.keys()), allowed, message));
  }

  private Body markup(MapNode node) throws InvalidDocumentException {
    List<Template> lines = new ArrayList<>();
    String xml = node.text("xml");
    int places = xml.split(Pattern.quote(OVER), -1).length - 1;
    if (places != (node.has("over") ? 1 : 0)) {
      problems.add(
          node.get("xml")
              .problem(
                  "the text " + OVER + " once, beside over",
                  "the element read before has %d places".formatted(places)));
    }
    String placed = xml.replace(SECURITY, UsernameToken.PLACE).replace(OVER, Body.Markup.OVER);
    for (String line : placed.lines().toList()) {
      problems.collect(() -> lines.add(Template.of(node.get("xml"), line, formulas)));
    }
    return new Body.Markup(
        List.copyOf(lines), node.optionalText("mapping"), xml.contains(SECURITY), base(node));
  }

  private static Optional<Body.Base> base(MapNode node) throws InvalidDocumentException {
    return node.has("over")
        ? Optional.of(new Body.Base(node.text("over"), node.texts("only")))
        : Optional.empty();
  }

  private Object root(MapNode node) throws InvalidDocumentException {
    List<Node> places = new ArrayList<>();
    Object root = tree(node.get("json"), places);
    if (node.has("mapping") && places.size() != 1) {
      problems.add(
          node.get("json")
              .problem(
                  "the text " + FIELDS + " once",
                  "the mapped fields have %d places".formatted(places.size())));
    }
    if (!node.has("mapping")) {
      places.forEach(
          place ->
              problems.add(
                  place.problem(
                      "a body with mapping: create or mapping: update",
                      "there are no mapped fields to put there")));
    }
    return root;
  }

  /**
   * A tree.
   *
   * @param places gathers where the mapped fields go
   */
  private Object tree(Node node, List<Node> places) throws InvalidDocumentException {
    if (node instanceof MapNode map) {
      Map<String, Object> result = new LinkedHashMap<>();
      for (Map.Entry<String, Node> entry : map.entries().entrySet()) {
        result.put(entry.getKey(), tree(entry.getValue(), places));
      }
      return result;
    }
    if (node instanceof ListNode list) {
      List<Object> result = new ArrayList<>();
      for (Node item : list) {
        result.add(tree(item, places));
      }
      return result;
    }
    if (node instanceof TextNode && node.asText().equals(FIELDS)) {
      places.add(node);
      return Body.Place.FIELDS;
    }
    return node instanceof TextNode ? Template.of(node, formulas) : node.plain();
  }

  private Body parts(MapNode node) throws InvalidDocumentException {
    List<Body.Part> parts = new ArrayList<>();
    for (MapNode part : node.maps("multipart")) {
      problems.collect(() -> parts.add(part(part)));
    }
    return new Body.Parts(List.copyOf(parts));
  }

  private Body.Part part(MapNode node) throws InvalidDocumentException {
    List<String> ways = List.of("evidence", "text", "json").stream().filter(node::has).toList();
    if (ways.size() != 1) {
      problem(node, "one of evidence, text, json", "a part has one content");
    }
    return new Body.Part(
        node.text("name"), template(node, "fileName"), template(node, "type"), content(node));
  }

  private Body content(MapNode node) throws InvalidDocumentException {
    if (node.has("json")) {
      return new Body.Tree(root(node), Optional.empty(), Optional.empty());
    }
    return node.has("text")
        ? new Body.Text(Template.of(node.get("text"), formulas))
        : new Body.Raw();
  }

  private Optional<Template> template(MapNode node, String key) throws InvalidDocumentException {
    return node.has(key) ? Optional.of(Template.of(node.get(key), formulas)) : Optional.empty();
  }
}
