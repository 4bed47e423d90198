package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.w3c.dom.Element;

/** The register of assets, object structure MXASSET; it is read and never written. */
final class MifAssets {

  private final Settings settings;
  private final List<Map<String, String>> plant;

  MifAssets(Settings settings, List<Map<String, String>> plant) {
    this.settings = settings;
    this.plant = plant;
  }

  Reply answer(MifMessage query) throws MifRefusal {
    if (!"Query".equals(query.operation())) {
      throw new MifRefusal("operation", query.operation());
    }
    List<Map<String, String>> found = new ArrayList<>(plant);
    for (Element record : query.records()) {
      for (Element each : Soap.children(record)) {
        String column = each.getLocalName().toLowerCase(Locale.ROOT);
        found.removeIf(row -> !each.getTextContent().strip().equals(row.get(column)));
      }
    }
    if (query.criteria().filter(each -> each.hasAttribute("orderby")).isPresent()) {
      found.sort(Comparator.comparing(row -> row.get("assetnum")));
    }
    StringBuilder xml = new StringBuilder();
    MifPaging paging = MifPaging.of(query, settings.number("rs.first"), found.size());
    paging.open(query.structure(), xml);
    found.subList(paging.from(), paging.to()).forEach(row -> write(row, xml));
    return MifApi.xml(MifPaging.close(query.structure(), xml));
  }

  /** Without a status of its own an asset operates; what nobody filled in is left out. */
  private static void write(Map<String, String> row, StringBuilder xml) {
    xml.append("<ASSET>");
    row.forEach(
        (column, value) -> {
          String shown = "status".equals(column) && value.isEmpty() ? "OPERATING" : value;
          if (!shown.isEmpty()) {
            String name = column.toUpperCase(Locale.ROOT);
            xml.append("<%s>%s</%s>".formatted(name, Soap.escape(shown), name));
          }
        });
    xml.append("</ASSET>");
  }
}
