package org.bellcrank.itests.doubles;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * A message of the integration framework: its root is named after operation and object structure.
 *
 * @param operation Query, Create, Update or Sync
 * @param structure name of the object structure
 */
record MifMessage(String operation, String structure, Element root) {

  static final String NAMESPACE = "http://www.ibm.com/maximo";
  private static final List<String> RECORDS = List.of("WORKORDER", "ASSET");
  private static final List<String> OPERATIONS = List.of("Query", "Create", "Update", "Sync");

  static MifMessage read(byte[] body) throws MifRefusal {
    Element root;
    try {
      root = Soap.builder().parse(new ByteArrayInputStream(body)).getDocumentElement();
    } catch (SAXException | IOException broken) {
      throw new MifRefusal("malformed", String.valueOf(broken.getMessage()));
    }
    String name = root.getLocalName();
    Optional<String> operation = OPERATIONS.stream().filter(name::startsWith).findFirst();
    if (!NAMESPACE.equals(root.getNamespaceURI()) || operation.isEmpty()) {
      throw new MifRefusal("operation", name);
    }
    return new MifMessage(operation.get(), name.substring(operation.get().length()), root);
  }

  /** The criteria of a query; or the records, one after another, of what is to be changed. */
  List<Element> records() {
    String holder = structure + ("Query".equals(operation) ? "Query" : "Set");
    return child(root, holder).map(Soap::children).orElse(List.of()).stream()
        .filter(each -> RECORDS.contains(each.getLocalName()))
        .toList();
  }

  Optional<Element> criteria() {
    return child(root, structure + "Query");
  }

  static Optional<Element> child(Element parent, String name) {
    return Soap.child(parent, NAMESPACE, name);
  }

  /** A whole number in an attribute of the root; empty where there is none. */
  Optional<Integer> number(String attribute) throws MifRefusal {
    String text = root.getAttribute(attribute);
    try {
      return text.isEmpty() ? Optional.empty() : Optional.of(Integer.parseInt(text));
    } catch (NumberFormatException noNumber) {
      throw new MifRefusal("malformed", attribute + "=" + text);
    }
  }
}
