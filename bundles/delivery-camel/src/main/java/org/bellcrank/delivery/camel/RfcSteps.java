package org.bellcrank.delivery.camel;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.ParserConfigurationException;
import org.bellcrank.delivery.connector.SessionForm;
import org.bellcrank.delivery.rfc.RfcCall;
import org.bellcrank.delivery.rfc.RfcResult;
import org.bellcrank.delivery.rfc.RfcValue;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * The calls of one step, as its body writes them.
 *
 * @param calls in their order, the commit as the last where there is one
 * @param commits whether the last call is the commit
 * @param rollback what is called where an earlier one was refused
 */
record RfcSteps(List<Element> calls, boolean commits, Optional<Element> rollback) {

  static final String FORM =
      "<session> with one <call function=\"NAME\"> or more, then a <commit function=\"NAME\"> and a"
          + " <rollback function=\"NAME\"> or none; below each its parameters: text, fields, or rows"
          + " <item>";

  private static final String ROW = "item";
  private static final String FROM = "from";

  /** A body that is no session, or a place that leads nowhere. */
  static final class UnfitException extends Exception {
    private static final long serialVersionUID = 1L;

    UnfitException(String words) {
      super(words);
    }
  }

  /**
   * Reads a body.
   *
   * @throws UnfitException with what was given and what is allowed
   */
  static RfcSteps read(byte[] body) throws UnfitException {
    Element root = root(body);
    if (!"session".equals(root.getTagName())) {
      throw new UnfitException("given <%s>; allowed: %s".formatted(root.getTagName(), FORM));
    }
    List<Element> calls = new ArrayList<>();
    Optional<Element> rollback = Optional.empty();
    boolean commits = false;
    for (Element each : children(root)) {
      if (function(each).isEmpty() || rollback.isPresent()) {
        throw unfit(each);
      }
      Optional<SessionForm.Misfit> misfit = SessionForm.misfit(each);
      if (misfit.isPresent()) {
        throw new UnfitException(
            "given %s; allowed: %s".formatted(misfit.get().given(), misfit.get().allowed()));
      }
      switch (each.getTagName()) {
        case "call", "commit" -> {
          if (commits) {
            throw unfit(each);
          }
          commits = "commit".equals(each.getTagName());
          calls.add(each);
        }
        case "rollback" -> rollback = Optional.of(each);
        default -> throw unfit(each);
      }
    }
    if (calls.isEmpty() || commits && calls.size() == 1) {
      throw new UnfitException("given a session without calls; allowed: " + FORM);
    }
    return new RfcSteps(List.copyOf(calls), commits, rollback);
  }

  private static UnfitException unfit(Element given) {
    return new UnfitException(
        "given <%s function=\"%s\"> there; allowed: %s"
            .formatted(given.getTagName(), function(given), FORM));
  }

  private static Element root(byte[] body) throws UnfitException {
    try {
      DocumentBuilder builder = WholeXml.builder();
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new ByteArrayInputStream(body)).getDocumentElement();
    } catch (SAXException | IOException broken) {
      throw new UnfitException(
          "given no XML (%s); allowed: %s".formatted(broken.getMessage(), FORM));
    } catch (ParserConfigurationException impossible) {
      throw new IllegalStateException("every Java platform reads XML", impossible);
    }
  }

  static String function(Element call) {
    return call.getAttribute("function");
  }

  /** Whether this call is the commit; counted from 0. */
  boolean isCommit(int index) {
    return commits && index == calls.size() - 1;
  }

  /**
   * A call with what it takes from the results before it.
   *
   * @throws UnfitException where they have no such place
   */
  static RfcCall call(Element call, List<RfcResult> before) throws UnfitException {
    Map<String, RfcValue> parameters = new LinkedHashMap<>();
    for (Element each : children(call)) {
      if (isLeftOut(each)) {
        continue;
      }
      parameters.put(RfcText.name(each.getTagName()), value(each, before));
    }
    return new RfcCall(function(call), parameters);
  }

  /** A structure or table all of whose lines were left out. */
  private static boolean isLeftOut(Element parameter) {
    String text = parameter.getTextContent();
    return children(parameter).isEmpty() && text.isBlank() && text.contains("\n");
  }

  private static RfcValue value(Element parameter, List<RfcResult> before) throws UnfitException {
    List<Element> parts = children(parameter);
    if (parts.isEmpty()) {
      return new RfcValue.Text(text(parameter, before));
    }
    if (parts.stream().anyMatch(part -> !ROW.equals(part.getTagName()))) {
      return fields(parameter, before);
    }
    List<RfcValue.Structure> rows = new ArrayList<>();
    for (Element row : parts) {
      rows.add(fields(row, before));
    }
    return new RfcValue.Table(rows);
  }

  private static RfcValue.Structure fields(Element structure, List<RfcResult> before)
      throws UnfitException {
    Map<String, String> fields = new LinkedHashMap<>();
    for (Element field : children(structure)) {
      fields.put(RfcText.name(field.getTagName()), text(field, before));
    }
    return new RfcValue.Structure(fields);
  }

  private static String text(Element field, List<RfcResult> before) throws UnfitException {
    String from = field.getAttribute(FROM);
    return from.isEmpty() ? field.getTextContent() : taken(from, before);
  }

  /** {@code 1/NOTIFHEADER_EXPORT/NOTIF_NO}: call, parameter, field of a structure. */
  private static String taken(String from, List<RfcResult> before) throws UnfitException {
    String[] parts = from.split("/", 2);
    int call = parts[0].matches("[1-9][0-9]?") ? Integer.parseInt(parts[0]) : 0;
    if (call < 1 || call > before.size() || parts.length < 2) {
      throw new UnfitException(
          "given from=\"%s\"; allowed: the number of a call before it, a parameter that it gives, and a"
              + " field: 1/NOTIFHEADER_EXPORT/NOTIF_NO".formatted(from));
    }
    return RfcText.at(before.get(call - 1), parts[1])
        .filter(text -> !text.isEmpty())
        .orElseThrow(() -> new UnfitException("call %d gave no %s".formatted(call, parts[1])));
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
}
