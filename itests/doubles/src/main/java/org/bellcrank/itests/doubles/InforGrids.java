package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;

/** Grids: rows of cells that tell by a number alone which column they belong to. */
final class InforGrids {

  private static final String ORDERS = "WSJOBS";
  private static final String EQUIPMENT = "OSOBJA";

  private final Settings settings;
  private final InforRows rows;
  private final List<Map<String, String>> facts = Facts.table("infor-grids.csv");

  InforGrids(Settings settings, InforRows rows) {
    this.settings = settings;
    this.rows = rows;
  }

  /** Whether it asks for work orders. */
  static boolean ofOrders(Element payload) {
    return ORDERS.equals(Soap.text(payload, "FUNCTION_REQUEST_INFO/GRID/GRID_NAME"));
  }

  /**
   * The answer.
   *
   * @param head whether the columns are told as well
   */
  String answer(Element payload, boolean head) throws SoapFault {
    Element asked = Soap.children(payload).get(0);
    String grid = Soap.text(asked, "GRID/GRID_NAME");
    List<Map<String, String>> columns = columns(grid);
    List<Map<String, Object>> found = new ArrayList<>();
    for (Map<String, Object> row : rows(grid)) {
      if (fits(row, columns, filters(asked))) {
        found.add(row);
      }
    }
    sort(found, columns, asked);
    int from = Integer.parseInt(Soap.text(asked, "GRID/CURSOR_POSITION")) - 1;
    int wanted = Integer.parseInt(Soap.text(asked, "GRID/NUMBER_OF_ROWS_FIRST_RETURNED"));
    int most = Math.min(wanted, settings.number("grid.rows"));
    int to = Math.min(found.size(), from + most);
    return written(grid, columns, found.subList(Math.min(from, to), to), to < found.size(), head);
  }

  private List<Map<String, Object>> rows(String grid) {
    return switch (grid) {
      case ORDERS -> rows.orders();
      case EQUIPMENT -> rows.equipment();
      default -> rows.documents();
    };
  }

  private List<Map<String, String>> columns(String grid) throws SoapFault {
    String name = settings.text("documents.grid").equals(grid) ? "documents" : grid;
    List<Map<String, String>> columns =
        facts.stream()
            .filter(row -> row.get("grid").equals(name))
            .filter(row -> !settings.list("grid.hidden").contains(row.get("alias")))
            .toList();
    if (columns.isEmpty() || "documents".equals(grid)) {
      throw refused("GRID_NAME", "Grid %s does not exist.".formatted(grid));
    }
    return columns;
  }

  private static List<Element> filters(Element asked) {
    return Soap.children(asked).stream()
        .filter(each -> "MULTIADDON_FILTERS".equals(each.getLocalName()))
        .flatMap(each -> Soap.children(each).stream())
        .toList();
  }

  private boolean fits(
      Map<String, Object> row, List<Map<String, String>> columns, List<Element> filters)
      throws SoapFault {
    boolean fits = true;
    String joiner = "AND";
    for (Element filter : filters) {
      boolean one = fits(row, columns, filter);
      fits = "OR".equals(joiner) ? fits || one : fits && one;
      joiner = Soap.text(filter, "JOINER");
    }
    return fits;
  }

  private boolean fits(Map<String, Object> row, List<Map<String, String>> columns, Element filter)
      throws SoapFault {
    String alias = Soap.text(filter, "ALIAS_NAME");
    String path = path(columns, alias);
    if (path.isEmpty() && "pass".equals(settings.text("filter.unknown"))) {
      return true;
    }
    if (path.isEmpty()) {
      throw refused("ALIAS_NAME", "The grid has no column %s.".formatted(alias));
    }
    String shown = String.valueOf(row.getOrDefault(path, ""));
    String value = Soap.text(filter, "VALUE");
    String operator = Soap.text(filter, "OPERATOR");
    if (rows.isTime(path) && !rows.isWritten(value)) {
      throw refused("VALUE", "%s is no date as the user writes it.".formatted(value));
    }
    return switch (operator) {
      case "=" -> shown.equals(value);
      case "!=" -> !shown.equals(value);
      case ">" -> shown.compareTo(value) > 0;
      case ">=" -> shown.compareTo(value) >= 0;
      case "<" -> shown.compareTo(value) < 0;
      case "<=" -> shown.compareTo(value) <= 0;
      case "BEGINS" -> shown.startsWith(value);
      case "CONTAINS" -> shown.contains(value);
      default -> throw refused("OPERATOR", "Operator %s is not known.".formatted(operator));
    };
  }

  private void sort(
      List<Map<String, Object>> rows, List<Map<String, String>> columns, Element asked)
      throws SoapFault {
    for (Element sort : Soap.children(asked)) {
      if ("ADDON_SORT".equals(sort.getLocalName())) {
        String alias = Soap.text(sort, "ALIAS_NAME");
        String path = path(columns, alias);
        if (path.isEmpty() && "pass".equals(settings.text("filter.unknown"))) {
          return;
        }
        if (path.isEmpty()) {
          throw refused("ALIAS_NAME", "The grid has no column %s.".formatted(alias));
        }
        Comparator<Map<String, Object>> order =
            Comparator.comparing(row -> String.valueOf(row.getOrDefault(path, "")));
        rows.sort("DESC".equals(Soap.text(sort, "TYPE")) ? order.reversed() : order);
      }
    }
  }

  private static String path(List<Map<String, String>> columns, String alias) {
    return columns.stream()
        .filter(column -> column.get("alias").equals(alias))
        .map(column -> column.get("path"))
        .findFirst()
        .orElse("");
  }

  private static String written(
      String grid,
      List<Map<String, String>> columns,
      List<Map<String, Object>> rows,
      boolean more,
      boolean head) {
    StringBuilder xml = new StringBuilder("<GRIDRESULT><GRID><METADATA GRIDNAME=\"");
    xml.append(Soap.escape(grid)).append("\" RECORDS=\"").append(rows.size());
    xml.append("\" MORERECORDPRESENT=\"").append(more ? "+" : "-").append("\"/>");
    if (head) {
      xml.append("<FIELDS>");
      columns.forEach(
          column ->
              xml.append("<FIELD aliasnum=\"")
                  .append(column.get("aliasnum"))
                  .append("\" name=\"")
                  .append(column.get("alias"))
                  .append("\"/>"));
      xml.append("</FIELDS>");
    }
    xml.append("<DATA>");
    for (int i = 0; i < rows.size(); i++) {
      xml.append("<ROW id=\"").append(i + 1).append("\">");
      for (Map<String, String> column : columns) {
        Object value = rows.get(i).getOrDefault(column.get("path"), "");
        xml.append("<D n=\"").append(column.get("aliasnum")).append("\">");
        xml.append(Soap.escape(value)).append("</D>");
      }
      xml.append("</ROW>");
    }
    return xml.append("</DATA></GRID></GRIDRESULT>").toString();
  }

  private SoapFault refused(String location, String words) {
    return new SoapFault(settings.text("fault.refused"), location, words);
  }
}
