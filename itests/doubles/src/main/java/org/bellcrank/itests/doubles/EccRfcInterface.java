package org.bellcrank.itests.doubles;

import java.util.List;
import java.util.Map;

/** Holds calls against what the functions are described to take. */
final class EccRfcInterface {

  private final List<Map<String, String>> rows = Facts.table("ecc-rfc-fields.csv");

  void check(String function, Map<String, Object> parameters) throws EccRfcFailure {
    if (rows.stream().noneMatch(row -> row.get("function").equals(function))) {
      throw new EccRfcFailure(
          EccRfcFailure.Group.FUNCTION_NOT_FOUND,
          "FU_NOT_FOUND",
          "Function module \"" + function + "\" not found");
    }
    for (Map.Entry<String, Object> each : parameters.entrySet()) {
      List<Map<String, String>> fields =
          rows.stream()
              .filter(row -> row.get("function").equals(function))
              .filter(row -> row.get("parameter").equals(each.getKey()))
              .toList();
      if (fields.isEmpty()) {
        throw unfit(function + " has no parameter " + each.getKey());
      }
      value(fields, each.getKey(), each.getValue());
    }
  }

  private static void value(List<Map<String, String>> fields, String name, Object value)
      throws EccRfcFailure {
    String kind = fields.get(0).get("kind");
    if (value instanceof String text && kind.equals("text")) {
      length(fields.get(0), name, text);
    } else if (value instanceof Map<?, ?> structure && kind.equals("structure")) {
      row(fields, name, structure);
    } else if (value instanceof List<?> table && kind.equals("table")) {
      for (Object each : table) {
        row(fields, name, (Map<?, ?>) each);
      }
    } else if (!(value instanceof byte[] && kind.equals("bytes"))) {
      throw unfit(name + " is of the kind " + kind);
    }
  }

  private static void row(List<Map<String, String>> fields, String name, Map<?, ?> given)
      throws EccRfcFailure {
    for (Map.Entry<?, ?> each : given.entrySet()) {
      Map<String, String> field =
          fields.stream()
              .filter(row -> row.get("field").equals(each.getKey()))
              .findFirst()
              .orElseThrow(() -> unfit("Field " + each.getKey() + " not a member of " + name));
      length(field, name + "-" + each.getKey(), String.valueOf(each.getValue()));
    }
  }

  private static void length(Map<String, String> field, String name, String text)
      throws EccRfcFailure {
    int most = Integer.parseInt(field.get("length"));
    if (text.length() > most) {
      throw unfit("%s: a text of %d letters, %d are allowed".formatted(name, text.length(), most));
    }
  }

  private static EccRfcFailure unfit(String words) {
    return new EccRfcFailure(EccRfcFailure.Group.CONVERSION, "", words);
  }
}
