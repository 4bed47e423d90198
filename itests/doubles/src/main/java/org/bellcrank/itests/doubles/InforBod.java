package org.bellcrank.itests.doubles;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.w3c.dom.Element;
import org.xml.sax.SAXException;

/**
 * One ProcessMaintenanceOrder, as it came.
 *
 * @param root its element
 */
record InforBod(Element root) {

  private static final SoapSchemas SCHEMAS = new SoapSchemas(List.of("infor-bod.xsd"));
  private static final String HEADER = "DataArea/MaintenanceOrder/MaintenanceOrderHeader/";

  /** Reads it, whatever it says; empty when it is no XML. */
  static Optional<InforBod> read(byte[] file) {
    try {
      return Optional.of(
          new InforBod(Soap.builder().parse(new ByteArrayInputStream(file)).getDocumentElement()));
    } catch (SAXException | IOException broken) {
      return Optional.empty();
    }
  }

  /** What is wrong with its shape; empty when nothing is. */
  Optional<String> wrong() {
    try {
      SCHEMAS.check(root);
      return Optional.empty();
    } catch (SoapFault unlike) {
      return Optional.of(unlike.getMessage());
    }
  }

  String id() {
    return Soap.text(root, "ApplicationArea/BODID");
  }

  String tenant() {
    return Soap.text(root, "DataArea/Process/TenantID");
  }

  String entity() {
    return Soap.text(root, "DataArea/Process/AccountingEntityID");
  }

  /** A text of the header. */
  String header(String path) {
    return Soap.text(root, HEADER + path);
  }

  /** A code of the header by the list that it is of; empty where there is none. */
  String code(String list) {
    return elements(root, "Code")
        .filter(each -> list.equals(each.getAttribute("listID")))
        .map(Element::getTextContent)
        .findFirst()
        .orElse("");
  }

  private static Stream<Element> elements(Element from, String name) {
    return Soap.children(from).stream()
        .flatMap(each -> name.equals(each.getLocalName()) ? Stream.of(each) : elements(each, name));
  }

  Operation operation() {
    String action =
        elements(root, "ActionExpression")
            .map(each -> each.getAttribute("actionCode"))
            .findFirst()
            .orElse("");
    if ("Add".equals(action)) {
      return Operation.CREATE;
    }
    return header("Attachment/URI").isEmpty() ? Operation.UPDATE : Operation.ATTACH;
  }
}
