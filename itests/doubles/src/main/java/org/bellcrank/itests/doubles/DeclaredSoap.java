package org.bellcrank.itests.doubles;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.itests.doubles.DeclaredCall.Act;
import org.w3c.dom.Element;

/** SOAP 1.1 at one address: the name of the element in the body says what is wanted. */
final class DeclaredSoap implements DeclaredSpeech {

  private final String path;
  private final String namespace;
  private final String key;
  private final Map<String, Act> calls = new LinkedHashMap<>();

  DeclaredSoap(Declaration declared) {
    DeclaredPart orders = declared.orders();
    path = orders.text("path");
    namespace = orders.text("namespace");
    key = Places.last(orders.text("key"));
    DeclaredPart names = orders.part("calls");
    for (Act act : Act.values()) {
      calls.put(names.text(act.name().toLowerCase(java.util.Locale.ROOT)), act);
    }
  }

  @Override
  public Optional<Act> act(Request request) {
    try {
      return Optional.of(read(request).act());
    } catch (DeclaredRefusal none) {
      return Optional.empty();
    }
  }

  @Override
  public DeclaredCall read(Request request) throws DeclaredRefusal {
    if (!request.path().equals(path)) {
      throw new DeclaredRefusal(
          DeclaredRefusal.NOT_FOUND, "", "There is nothing at " + request.path());
    }
    try {
      Element payload = Soap.read(request.body()).payload();
      Act act = calls.get(payload.getLocalName());
      if (act == null || !namespace.equals(payload.getNamespaceURI())) {
        throw new DeclaredRefusal(
            "unknown_call", "", "There is no call " + payload.getLocalName() + " in " + namespace);
      }
      Map<String, Object> body = tree(payload);
      Map<String, String> parameters = new LinkedHashMap<>();
      body.forEach(
          (name, value) -> {
            if (value instanceof String text && !text.isEmpty()) {
              parameters.put(name, text);
            }
          });
      return new DeclaredCall(
          act, parameters.getOrDefault(key, ""), parameters, body, payload.getLocalName(), "");
    } catch (SoapFault broken) {
      throw new DeclaredRefusal("malformed", "", broken.getMessage());
    }
  }

  /** Elements by their local names; several of one name are a list. */
  private static Map<String, Object> tree(Element parent) {
    Map<String, Object> tree = new LinkedHashMap<>();
    for (Element child : Soap.children(parent)) {
      Object value = Soap.children(child).isEmpty() ? child.getTextContent().strip() : tree(child);
      tree.merge(child.getLocalName(), value, DeclaredSoap::both);
    }
    return tree;
  }

  private static Object both(Object first, Object second) {
    List<Object> all = new ArrayList<>(first instanceof List<?> list ? list : List.of(first));
    all.add(second);
    return all;
  }

  @Override
  public Reply answer(DeclaredCall call, Map<String, Object> tree) {
    StringBuilder xml = new StringBuilder();
    String name = call.name() + "Response";
    xml.append("<").append(name).append(" xmlns=\"").append(namespace).append("\">");
    tree.forEach((element, value) -> write(xml, element, value));
    return Soap.answer(xml.append("</").append(name).append(">").toString());
  }

  private static void write(StringBuilder xml, String name, Object value) {
    if (value instanceof List<?> list) {
      list.forEach(each -> write(xml, name, each));
      return;
    }
    xml.append("<").append(name).append(">");
    if (value instanceof Map<?, ?> map) {
      map.forEach((element, below) -> write(xml, String.valueOf(element), below));
    } else {
      xml.append(value == null ? "" : Soap.escape(value));
    }
    xml.append("</").append(name).append(">");
  }

  @Override
  public Reply refusal(DeclaredRefusal refusal) {
    if (refusal.code().equals("unauthorized")) {
      return Reply.html(401, "Sign in with user name and password.");
    }
    String words = (refusal.field() + " " + refusal.getMessage()).strip();
    return new SoapFault("Client", refusal.field(), words).reply();
  }

  @Override
  public Reply failure() {
    return new SoapFault("Server", "", "Something went wrong.").reply();
  }
}
