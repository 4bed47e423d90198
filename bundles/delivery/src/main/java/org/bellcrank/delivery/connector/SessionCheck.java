package org.bellcrank.delivery.connector;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.bellcrank.document.MapNode;
import org.bellcrank.document.Problem;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** Checks the sessions of function modules: their form, and what they take from call to call. */
final class SessionCheck {

  /** Not where a comment names it. */
  private static final Pattern WAY_OUT = Pattern.compile("(?m)^[^#\\n]*direct:bellcrank/rfc\\b");

  private static final String FORM =
      "xml: <session> with <call function=\"…\"> for each, then <commit function=\"…\"> and"
          + " <rollback function=\"…\"> or none";

  private final Connector connector;
  private final MapNode recipe;
  private final Optional<MapNode> reading;
  private final Optional<MapNode> register;
  private final Problems problems;

  SessionCheck(
      Connector connector,
      MapNode recipe,
      Optional<MapNode> reading,
      Optional<MapNode> register,
      Problems problems) {
    this.connector = connector;
    this.recipe = recipe;
    this.reading = reading;
    this.register = register;
    this.problems = problems;
  }

  /**
   * A request and where it stands.
   *
   * @param node what holds it
   * @param path of the node in its document
   * @param changes whether something has to be kept of it
   */
  private record Asked(Step.Request request, MapNode node, String path, boolean changes) {}

  void run() {
    for (Step step : connector.recipe().steps().values()) {
      MapNode node = below(recipe, "steps").flatMap(all -> below(all, step.name())).orElse(recipe);
      check(
          step.route(),
          new Asked(step.request(), node, "/steps/" + step.name(), step.effect().changes()));
    }
    connector
        .reading()
        .ifPresent(
            asks -> {
              asks.changed().ifPresent(changed -> question(reading, "changed", changed.call()));
              asks.one().ifPresent(one -> question(reading, "one", one.call()));
            });
    connector.assets().ifPresent(asks -> question(register, "all", asks.call()));
  }

  private void question(Optional<MapNode> document, String key, OrderReading.Call call) {
    document
        .flatMap(root -> below(root, key))
        .ifPresent(node -> check(call.route(), new Asked(call.request(), node, "/" + key, false)));
  }

  private static Optional<MapNode> below(MapNode node, String key) {
    return node.find(key).filter(MapNode.class::isInstance).map(MapNode.class::cast);
  }

  private void check(String route, Asked asked) {
    if (!WAY_OUT.matcher(Portrait.route(connector, route)).find()) {
      return;
    }
    if (!(asked.request().body() instanceof Body.Markup markup)) {
      at(asked, "a body of another kind", FORM, "function modules are called by XML");
      return;
    }
    String text =
        markup.lines().stream()
            .map(line -> line.toString().replaceAll("\\$\\{[^}]*}", "x"))
            .collect(Collectors.joining("\n"));
    try {
      Element root =
          Xml.builder().parse(new InputSource(new StringReader(text))).getDocumentElement();
      session(asked, root);
    } catch (SAXException broken) {
      at(asked, broken.getMessage(), FORM, "the body is no XML");
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
  }

  private void session(Asked asked, Element root) {
    List<Element> calls = new ArrayList<>();
    boolean commits = false;
    boolean rollsBack = false;
    for (Element each : children(root)) {
      boolean isCall = each.getTagName().equals("call");
      boolean isCommit = each.getTagName().equals("commit");
      boolean inPlace =
          !rollsBack
              && (isCall && !commits
                  || isCommit && !commits && !calls.isEmpty()
                  || each.getTagName().equals("rollback"));
      if (!inPlace || each.getAttribute("function").isEmpty()) {
        at(asked, "<" + each.getTagName() + ">", FORM, "not there, or without a function");
        return;
      }
      commits |= isCommit;
      rollsBack |= !isCall && !isCommit;
      if (isCall) {
        calls.add(each);
      }
      SessionForm.misfit(each)
          .ifPresent(misfit -> at(asked, misfit.given(), misfit.allowed(), "no parameter is so"));
      taken(asked, each, isCall ? calls.size() - 1 : calls.size());
    }
    if (!root.getTagName().equals("session") || calls.isEmpty()) {
      at(asked, "<" + root.getTagName() + ">", FORM, "no session");
    } else if (asked.changes() && !commits) {
      kept(asked, calls);
    }
  }

  /** By SAP's own rule no BAPI commits by itself. */
  private void kept(Asked asked, List<Element> calls) {
    calls.stream()
        .map(call -> call.getAttribute("function"))
        .filter(function -> function.startsWith("BAPI_"))
        .findFirst()
        .ifPresent(
            function ->
                at(asked, function + " without a commit", FORM, "nothing of it would be kept"));
  }

  /**
   * @param before number of calls before this one
   */
  private void taken(Asked asked, Element call, int before) {
    NodeList all = call.getElementsByTagName("*");
    for (int i = 0; i < all.getLength(); i++) {
      String from = ((Element) all.item(i)).getAttribute("from");
      if (from.isEmpty()) {
        continue;
      }
      boolean leads = from.matches("[1-9][0-9]?/.+");
      if (!leads || Integer.parseInt(from.substring(0, from.indexOf('/'))) > before) {
        at(
            asked,
            "from=\"" + from + "\"",
            "1 to %d, a parameter that this call gives, a field".formatted(before),
            "no call before it gives that");
      }
    }
  }

  private static List<Element> children(Element parent) {
    List<Element> children = new ArrayList<>();
    for (Node node = parent.getFirstChild(); node != null; node = node.getNextSibling()) {
      if (node instanceof Element element) {
        children.add(element);
      }
    }
    return children;
  }

  private void at(Asked asked, String given, String allowed, String message) {
    problems.add(
        new Problem(
            asked.node().where("request"), asked.path() + "/request", given, allowed, message));
  }
}
