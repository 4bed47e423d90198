package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What may stand below the parameters of a function module's call: a text, fields, or rows {@code
 * <item>} with fields. Of anything else a part would go out as something that nobody wrote.
 */
public final class SessionForm {

  private static final String ROW = "item";
  private static final String FROM = "from";

  /**
   * What a call holds that no function module takes.
   *
   * @param given as it stands there
   * @param allowed in its place
   */
  public record Misfit(String given, String allowed) {}

  private SessionForm() {}

  /**
   * The first thing in a call that fits no parameter; empty where all do.
   *
   * @param call an element whose children are parameters
   */
  public static Optional<Misfit> misfit(Element call) {
    Optional<Misfit> twice = twice(call);
    return twice.isPresent()
        ? twice
        : children(call).stream().map(SessionForm::parameter).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Misfit> parameter(Element parameter) {
    List<Element> parts = children(parameter);
    if (parts.isEmpty()) {
      return Optional.empty();
    }
    if (parameter.hasAttribute(FROM)) {
      return misfit(parameter, " with from and elements", "one of the two");
    }
    long rows = parts.stream().filter(part -> ROW.equals(part.getTagName())).count();
    if (rows == 0) {
      return fields(parameter);
    }
    return rows < parts.size()
        ? misfit(parameter, " with <item> beside fields", "rows <item> alone, or fields alone")
        : parts.stream().map(SessionForm::row).flatMap(Optional::stream).findFirst();
  }

  private static Optional<Misfit> row(Element row) {
    return row.hasAttribute(FROM)
        ? misfit(row, " with from", "from at a field of it")
        : fields(row);
  }

  private static Optional<Misfit> fields(Element structure) {
    Optional<Misfit> twice = twice(structure);
    return twice.isPresent()
        ? twice
        : children(structure).stream()
            .filter(field -> !children(field).isEmpty())
            .findFirst()
            .flatMap(field -> misfit(field, " with elements", "a text or from"));
  }

  private static Optional<Misfit> twice(Element parent) {
    Set<String> seen = new HashSet<>();
    return children(parent).stream()
        .filter(child -> !seen.add(child.getTagName()))
        .findFirst()
        .flatMap(child -> misfit(child, " twice", "each name once"));
  }

  private static Optional<Misfit> misfit(Element at, String what, String allowed) {
    String place = ((Element) at.getParentNode()).getTagName();
    return Optional.of(
        new Misfit("<%s> in <%s>%s".formatted(at.getTagName(), place, what), allowed));
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
