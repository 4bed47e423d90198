package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns that oslc.select or the header properties name; * for all. With {@code rel.NAME{…}}
 * the records of a relationship stand inside, with columns of their own.
 *
 * @param columns plain ones
 * @param related columns of related records, by the relationship's name
 */
record MaximoSelect(List<String> columns, Map<String, MaximoSelect> related) {

  private static final String RELATION = "rel.";

  static MaximoSelect parse(String select) throws CmmsError {
    List<String> columns = new ArrayList<>();
    Map<String, MaximoSelect> related = new LinkedHashMap<>();
    for (String each : parts(select.replace("spi:", ""))) {
      int brace = each.indexOf('{');
      if (brace < 0) {
        columns.add(each);
      } else if (each.startsWith(RELATION) && each.endsWith("}")) {
        related.put(
            each.substring(RELATION.length(), brace),
            parse(each.substring(brace + 1, each.length() - 1)));
      } else {
        throw new CmmsError("where", each);
      }
    }
    return new MaximoSelect(columns, related);
  }

  /** Parted at the commas that stand in no braces. */
  private static List<String> parts(String select) throws CmmsError {
    List<String> parts = new ArrayList<>();
    int depth = 0;
    int from = 0;
    for (int i = 0; i < select.length(); i++) {
      char c = select.charAt(i);
      depth += c == '{' ? 1 : c == '}' ? -1 : 0;
      if (c == ',' && depth == 0) {
        parts.add(select.substring(from, i).strip());
        from = i + 1;
      }
    }
    if (depth != 0) {
      throw new CmmsError("where", select);
    }
    parts.add(select.substring(from).strip());
    return parts;
  }

  /** Of a record, what is asked for; its address always. */
  Map<String, Object> of(Map<String, Object> record) {
    if (!columns.contains("*")) {
      record.keySet().removeIf(key -> !columns.contains(key) && !"href".equals(key));
    }
    return record;
  }
}
