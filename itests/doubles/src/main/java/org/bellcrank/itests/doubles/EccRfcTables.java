package org.bellcrank.itests.doubles;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/** The plant's own functions are the same behind SOAP and over RFC; here they come as tables. */
final class EccRfcTables {

  private EccRfcTables() {}

  static Map<String, Object> own(
      EccNotifications notifications, String function, Map<String, Object> given, boolean kept) {
    Element call = element(function, given);
    return read(
        switch (function) {
          case "ZBCK_NOTIF_FIND" -> notifications.find(Soap.text(call, "REFERENCE"));
          case "ZBCK_NOTIF_READ" -> notifications.read(Soap.text(call, "NOTIF_NO"));
          case "ZBCK_NOTIF_CHANGED" -> notifications.changed(call);
          case "ZBCK_EQUI_LIST" -> notifications.equipment(call);
          default -> notifications.attach(call, kept);
        });
  }

  /** A structure as BAPIs give it where nothing is to be said. */
  static Map<String, String> none() {
    Map<String, String> row = new LinkedHashMap<>();
    List.of("TYPE", "ID", "MESSAGE", "FIELD").forEach(name -> row.put(name, ""));
    row.put("NUMBER", "000");
    return row;
  }

  static Map<String, String> structure(Map<String, Object> parameters, String name) {
    return parameters.get(name) instanceof Map<?, ?> map ? texts(map) : Map.of();
  }

  static List<Map<String, String>> table(Map<String, Object> parameters, String name) {
    return parameters.get(name) instanceof List<?> rows
        ? rows.stream().map(row -> texts((Map<?, ?>) row)).toList()
        : List.of();
  }

  private static Map<String, String> texts(Map<?, ?> map) {
    Map<String, String> texts = new LinkedHashMap<>();
    map.forEach((name, value) -> texts.put(String.valueOf(name), String.valueOf(value)));
    return texts;
  }

  private static Element element(String function, Map<String, Object> given) {
    StringBuilder xml = new StringBuilder("<" + function + ">");
    given.forEach(
        (name, value) -> xml.append("<%s>%s</%s>".formatted(name, Soap.escape(text(value)), name)));
    return parsed(xml.append("</" + function + ">").toString());
  }

  private static String text(Object value) {
    return value instanceof byte[] bytes
        ? Base64.getEncoder().encodeToString(bytes)
        : String.valueOf(value);
  }

  /** Elements with rows are tables, those that begin with ET_ and RETURN even without any. */
  static Map<String, Object> read(String fragment) {
    Map<String, Object> result = new LinkedHashMap<>();
    for (Element each : Soap.children(parsed("<r>" + fragment + "</r>"))) {
      String name = each.getTagName();
      List<Element> parts = Soap.children(each);
      if (name.startsWith("ET_") || name.equals("RETURN")) {
        List<Map<String, String>> rows = new ArrayList<>();
        parts.forEach(row -> rows.add(fields(row)));
        result.put(name, rows);
      } else {
        result.put(name, parts.isEmpty() ? each.getTextContent() : fields(each));
      }
    }
    return result;
  }

  private static Map<String, String> fields(Element row) {
    Map<String, String> fields = new LinkedHashMap<>();
    Soap.children(row)
        .forEach(
            field ->
                fields.put(field.getTagName(), plain(field.getTagName(), field.getTextContent())));
    return fields;
  }

  /** Over RFC days and times of day have no marks between their digits. */
  private static String plain(String name, String text) {
    return name.endsWith("DATE") || name.endsWith("TIME") ? text.replaceAll("[-:]", "") : text;
  }

  private static Element parsed(String xml) {
    try {
      return Soap.builder().parse(new InputSource(new StringReader(xml))).getDocumentElement();
    } catch (SAXException | IOException impossible) {
      throw new IllegalStateException(xml, impossible);
    }
  }
}
