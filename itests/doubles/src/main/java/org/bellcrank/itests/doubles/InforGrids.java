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
    return isOfOrders(Soap.text(payload, "FUNCTION_REQUEST_INFO/GRID/GRID_NAME"));
  }

  static boolean isOfOrders(String grid) {
    return ORDERS.equals(grid);
  }

  /**
   * The answer in XML, whose rows count from 1.
   *
   * @param head whether the columns are told as well
   */
  String answer(Element payload, boolean head) throws SoapFault {
    Element asked = Soap.children(payload).get(0);
    List<InforQuestion.Filter> filters = new ArrayList<>();
    List<InforQuestion.Sort> sorts = new ArrayList<>();
    for (Element part : Soap.children(asked)) {
      if ("MULTIADDON_FILTERS".equals(part.getLocalName())) {
        Soap.children(part).forEach(each -> filters.add(filter(each)));
      } else if ("ADDON_SORT".equals(part.getLocalName())) {
        sorts.add(new InforQuestion.Sort(Soap.text(part, "ALIAS_NAME"), Soap.text(part, "TYPE")));
      }
    }
    InforQuestion question =
        new InforQuestion(
            Soap.text(asked, "GRID/GRID_NAME"),
            filters,
            sorts,
            Integer.parseInt(Soap.text(asked, "GRID/CURSOR_POSITION")) - 1,
            Integer.parseInt(Soap.text(asked, "GRID/NUMBER_OF_ROWS_FIRST_RETURNED")));
    Found found = find(question);
    return written(question.grid(), found.columns(), found.rows(), found.more(), head);
  }

  private static InforQuestion.Filter filter(Element filter) {
    return new InforQuestion.Filter(
        Soap.text(filter, "ALIAS_NAME"),
        Soap.text(filter, "OPERATOR"),
        Soap.text(filter, "VALUE"),
        Soap.text(filter, "JOINER"));
  }

  /**
   * What a question finds.
   *
   * @param more whether there are rows behind these
   */
  record Found(List<Map<String, String>> columns, List<Map<String, Object>> rows, boolean more) {}

  Found find(InforQuestion question) throws SoapFault {
    List<Map<String, String>> columns = columns(question.grid());
    List<Map<String, Object>> found = new ArrayList<>();
    for (Map<String, Object> row : rows(question.grid())) {
      if (fits(row, columns, question.filters())) {
        found.add(row);
      }
    }
    sort(found, columns, question.sorts());
    int most = Math.min(question.rows(), settings.number("grid.rows"));
    int to = Math.min(found.size(), question.from() + most);
    return new Found(columns, found.subList(Math.min(question.from(), to), to), to < found.size());
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

  private boolean fits(
      Map<String, Object> row,
      List<Map<String, String>> columns,
      List<InforQuestion.Filter> filters)
      throws SoapFault {
    boolean fits = true;
    String joiner = "AND";
    for (InforQuestion.Filter filter : filters) {
      boolean one = fits(row, columns, filter);
      fits = "OR".equals(joiner) ? fits || one : fits && one;
      joiner = filter.joiner();
    }
    return fits;
  }

  private boolean fits(
      Map<String, Object> row, List<Map<String, String>> columns, InforQuestion.Filter filter)
      throws SoapFault {
    String alias = filter.alias();
    String path = path(columns, alias);
    if (path.isEmpty() && "pass".equals(settings.text("filter.unknown"))) {
      return true;
    }
    if (path.isEmpty()) {
      throw refused("ALIAS_NAME", "The grid has no column %s.".formatted(alias));
    }
    String shown = String.valueOf(row.getOrDefault(path, ""));
    String value = filter.value();
    String operator = filter.operator();
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
      List<Map<String, Object>> rows,
      List<Map<String, String>> columns,
      List<InforQuestion.Sort> sorts)
      throws SoapFault {
    for (InforQuestion.Sort sort : sorts) {
      String path = path(columns, sort.alias());
      if (path.isEmpty() && "pass".equals(settings.text("filter.unknown"))) {
        return;
      }
      if (path.isEmpty()) {
        throw refused("ALIAS_NAME", "The grid has no column %s.".formatted(sort.alias()));
      }
      Comparator<Map<String, Object>> order =
          Comparator.comparing(row -> String.valueOf(row.getOrDefault(path, "")));
      rows.sort("DESC".equals(sort.type()) ? order.reversed() : order);
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
