package org.bellcrank.itests.doubles;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.w3c.dom.Element;

/**
 * The SOAP services of the Infor double: one address for all functions, the first element of the
 * body says which. What begins as the REST services goes on to those.
 */
final class InforApi implements Cmms {

  private static final String PATH = "/axis/services/EWSConnector";
  private static final String RESULTS = "http://schemas.datastream.net/MP_results/";
  private static final String FUNCTIONS = "http://schemas.datastream.net/MP_functions/";

  private final Settings settings;
  private final SoapSchemas schemas;
  private final InforUsers users;
  private final InforOrders orders;
  private final InforDocuments documents;
  private final InforGrids grids;
  private final InforRest rest;
  private final InforPage page;

  InforApi(
      Settings settings,
      SoapSchemas schemas,
      InforUsers users,
      InforOrders orders,
      InforDocuments documents,
      InforGrids grids,
      InforRest rest,
      InforPage page) {
    this.settings = settings;
    this.schemas = schemas;
    this.users = users;
    this.orders = orders;
    this.documents = documents;
    this.grids = grids;
    this.rest = rest;
    this.page = page;
  }

  int leftSessions() {
    return users.leftSessions();
  }

  @Override
  public String name() {
    return "infor";
  }

  @Override
  public Optional<Operation> operation(Request request) {
    if (!request.path().startsWith("/axis/")) {
      return Optional.empty();
    }
    if (InforRest.isOf(request)) {
      return Optional.of(InforRest.operation(request));
    }
    try {
      Element payload = Soap.read(request.body()).payload();
      return Optional.of(
          switch (function(payload)) {
            case "MP0116", "MP0118" ->
                InforGrids.ofOrders(payload) ? Operation.FIND : Operation.READ;
            case "MP0023" -> Operation.CREATE;
            case "MP0024", "MP0108" -> Operation.READ;
            case "MP0025" -> Operation.UPDATE;
            case "MP6001", "MP0112" -> Operation.ATTACH;
            default -> Operation.OTHER;
          });
    } catch (SoapFault unreadable) {
      return Optional.of(Operation.OTHER);
    }
  }

  private static String function(Element payload) {
    String name = payload.getLocalName();
    return name.substring(0, Math.min(name.length(), "MP0000".length()));
  }

  @Override
  public Reply answer(Request request) {
    return answer(request, true);
  }

  @Override
  public Reply unkept(Request request) {
    return answer(request, false);
  }

  private Reply answer(Request request, boolean kept) {
    if (InforRest.isOf(request)) {
      return rest.answer(request, kept);
    }
    try {
      if (!PATH.equals(request.path())) {
        throw new SoapFault("Client", "", "There is no service at " + request.path());
      }
      boolean xml = request.header("content-type").orElse("").startsWith("text/xml");
      if (!"POST".equals(request.method()) || !xml) {
        return Reply.html(415, "<html><body>text/xml is wanted, by POST</body></html>");
      }
      Soap message = Soap.read(request.body());
      users.admit(request, message);
      schemas.check(message.payload());
      return Soap.answer(result(message.payload(), kept));
    } catch (SoapFault fault) {
      return fault.reply();
    }
  }

  private String result(Element payload, boolean kept) throws SoapFault {
    return switch (function(payload)) {
      case "MP0116" -> grid(payload, false);
      case "MP0118" -> grid(payload, true);
      case "MP0023" -> data(payload, job(kept ? orders.add(child(payload)).number() : "0"));
      case "MP0024" ->
          data(payload, orders.written(orders.find(Soap.text(payload, "WORKORDERID/JOBNUM"))));
      case "MP0025" -> data(payload, job(orders.sync(child(payload), kept).number()));
      case "MP0108" -> data(payload, comments(child(payload)));
      case "MP0109" -> data(payload, line(child(payload)));
      case "MP6001" ->
          data(
              payload,
              "<DOCUMENTID><DOCUMENTCODE>%s</DOCUMENTCODE></DOCUMENTID>"
                  .formatted(Soap.escape(documents.add(child(payload), kept))));
      case "MP0112" ->
          named(
              payload,
              "<DOCUMENTENTITYID document=\"%s\"/>"
                  .formatted(Soap.escape(documents.associate(child(payload), kept))));
      default -> throw new SoapFault("Client", "", "no such function: " + payload.getLocalName());
    };
  }

  private static Element child(Element payload) {
    return Soap.children(payload).get(0);
  }

  private static String job(String number) {
    return "<JOBNUM>" + number + "</JOBNUM>";
  }

  private String grid(Element payload, boolean head) throws SoapFault {
    String name = payload.getLocalName() + "_Result";
    return "<%s xmlns=\"%s%s\">%s</%s>"
        .formatted(name, FUNCTIONS, name, grids.answer(payload, head), name);
  }

  private String comments(Element asked) throws SoapFault {
    BookedOrder order = orders.find(Soap.text(asked, "ENTITYKEYCODE"));
    String type = Soap.text(asked, "COMMENTTYPE/TYPECODE");
    StringBuilder xml = new StringBuilder("<Comments>");
    for (Object each : InforOrders.comments(order)) {
      Map<?, ?> comment = (Map<?, ?>) each;
      if (type.equals(comment.get("type"))) {
        xml.append("<COMMENT recordid=\"1\"><ENTITYCOMMENTID><ENTITY>EVNT</ENTITY><LINENUM>")
            .append(comment.get("line"))
            .append("</LINENUM></ENTITYCOMMENTID><COMMENTTEXT>")
            .append(Soap.escape(comment.get("text")))
            .append("</COMMENTTEXT></COMMENT>");
      }
    }
    return xml.append("</Comments>").toString();
  }

  private String line(Element comment) throws SoapFault {
    return "<ENTITYCOMMENTID><LINENUM>%d</LINENUM></ENTITYCOMMENTID>"
        .formatted(orders.comment(comment));
  }

  private static String data(Element payload, String content) {
    return named(payload, "<ResultData>" + content + "</ResultData>");
  }

  private static String named(Element payload, String content) {
    String name = payload.getLocalName() + "_Result";
    return "<ns1:%s xmlns:ns1=\"%s%s_001\" xmlns=\"%s%s_001\">%s</ns1:%s>"
        .formatted(name, RESULTS, function(payload), RESULTS, function(payload), content, name);
  }

  @Override
  public Optional<Reply> page(Request request) {
    return page.answer(request);
  }

  @Override
  public Reply failure(Request request, FaultKind kind, Duration retryAfter) {
    return InforRest.isOf(request)
        ? rest.failure(kind).orElseGet(() -> failure(kind, retryAfter))
        : failure(kind, retryAfter);
  }

  @Override
  public Reply failure(FaultKind kind, Duration retryAfter) {
    String seconds = Long.toString(retryAfter.toSeconds());
    return switch (kind) {
      case KEY_EXPIRED ->
          new SoapFault(settings.text("fault.stranger"), "", "The user is not valid.").reply();
      case FORBIDDEN ->
          new SoapFault(settings.text("fault.refused"), "", "You have no right to this function.")
              .reply();
      case TOO_MANY_REQUESTS -> html(429, "Too many requests").with("Retry-After", seconds);
      case UNAVAILABLE, MAINTENANCE ->
          html(503, "Service unavailable").with("Retry-After", seconds);
      default -> html(500, "Internal server error");
    };
  }

  private static Reply html(int status, String words) {
    return Reply.html(status, "<html><body><h1>%d %s</h1></body></html>".formatted(status, words));
  }

  @Override
  public void expireKey(boolean expired) {
    users.expire(expired);
  }

  @Override
  public boolean setStatus(String number, String status) {
    return orders.setStatus(number, status);
  }
}
