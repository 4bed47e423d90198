package org.bellcrank.itests.doubles;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import org.bellcrank.itests.doubles.Client.Answer;
import org.w3c.dom.Element;

/** Raw messages to the Infor double, written here and nowhere derived from a connector. */
final class InforClient {

  static final String PATH = "/axis/services/EWSConnector";
  private static final String DATASTREAM = "http://schemas.datastream.net/";
  private static final String TOKEN =
      "<s:Security xmlns:s=\"http://schemas.xmlsoap.org/ws/2002/04/secext\"><s:UsernameToken>"
          + "<s:Username>GATEWAY@PLANT</s:Username><s:Password>lyon-infor-gateway</s:Password>"
          + "</s:UsernameToken></s:Security>";
  static final String HEAD =
      TOKEN + header("Organization", "*") + header("SessionScenario", "terminate");

  private final Client http;

  InforClient(InforDouble infor) {
    http = new Client(infor.uri(), "Content-Type", "text/xml; charset=utf-8", "SOAPAction", "");
  }

  static String header(String name, String value) {
    return "<h:%s xmlns:h=\"%sheaders\">%s</h:%s>".formatted(name, DATASTREAM, value, name);
  }

  static String token() {
    return TOKEN;
  }

  Answer send(String head, String body) throws IOException {
    return raw(
        "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Header>%s</e:Header><e:Body>%s</e:Body></e:Envelope>"
            .formatted(head, body));
  }

  Answer raw(String text) throws IOException {
    return http.send("POST", PATH, BodyPublishers.ofString(text));
  }

  Client http() {
    return http;
  }

  /** One call of a function, all that it holds in the namespace of fields unless it says other. */
  Answer call(String function, String space, String content) throws IOException {
    return send(
        HEAD,
        "<m:%s xmlns:m=\"%sMP_functions/%s\" xmlns=\"%sMP_fields\" verb=\"v\" noun=\"n\" version=\"001\">%s</m:%s>"
            .formatted(function, DATASTREAM, space, DATASTREAM, content, function));
  }

  static String order(String more) {
    return order("LY-PRESS-1", "Belt tear", more);
  }

  /**
   * @param more elements that follow the department
   */
  static String order(String equipment, String description, String more) {
    return ("<w:WorkOrder xmlns:w=\"%sMP_entities/WorkOrder_001\"><WORKORDERID auto_generated=\"true\"><JOBNUM/>"
            + "<ORGANIZATIONID><ORGANIZATIONCODE>LYON</ORGANIZATIONCODE></ORGANIZATIONID><DESCRIPTION>%s</DESCRIPTION></WORKORDERID>"
            + "<STATUS><STATUSCODE>R</STATUSCODE></STATUS><EQUIPMENTID><EQUIPMENTCODE>%s</EQUIPMENTCODE></EQUIPMENTID>"
            + "<TYPE><TYPECODE>BRKD</TYPECODE></TYPE><DEPARTMENTID><DEPARTMENTCODE>*</DEPARTMENTCODE></DEPARTMENTID>%s</w:WorkOrder>")
        .formatted(DATASTREAM, description, equipment, more);
  }

  static String reference(String text) {
    return "<w:UserDefinedFields><UDFCHAR30>" + text + "</UDFCHAR30></w:UserDefinedFields>";
  }

  Answer add(String order) throws IOException {
    return call("MP0023_AddWorkOrder_001", "MP0023_001", order);
  }

  String added(String more) throws IOException {
    return at(add(order(more)), "ResultData/JOBNUM");
  }

  Answer get(String number) throws IOException {
    return call(
        "MP0024_GetWorkOrder_001",
        "MP0024_001",
        "<WORKORDERID><JOBNUM>%s</JOBNUM><ORGANIZATIONID><ORGANIZATIONCODE>LYON</ORGANIZATIONCODE></ORGANIZATIONID></WORKORDERID>"
            .formatted(number));
  }

  Answer sync(String order) throws IOException {
    return call("MP0025_SyncWorkOrder_001", "MP0025_001", order);
  }

  /** The order's element as the service shows it. */
  String shown(String number) throws IOException {
    String text = get(number).text();
    return text.substring(text.indexOf("<WorkOrder"), text.indexOf("</WorkOrder>") + 12);
  }

  Answer comment(String entity, String number, String text) throws IOException {
    return call(
        "MP0109_AddComments_001",
        "MP0109_001",
        ("<COMMENT><ENTITYCOMMENTID><ENTITY>%s</ENTITY><COMMENTTYPE><TYPECODE>*</TYPECODE></COMMENTTYPE><ENTITYKEYCODE>%s</ENTITYKEYCODE>"
                + "<LANGUAGEID><LANGUAGECODE>EN</LANGUAGECODE></LANGUAGEID></ENTITYCOMMENTID><COMMENTTEXT>%s</COMMENTTEXT></COMMENT>")
            .formatted(entity, number, text));
  }

  Answer comments(String number) throws IOException {
    return call(
        "MP0108_GetComments_001",
        "MP0108_001",
        "<m:CommentsReq><ENTITY>EVNT</ENTITY><COMMENTTYPE><TYPECODE>*</TYPECODE></COMMENTTYPE><ENTITYKEYCODE>%s</ENTITYKEYCODE></m:CommentsReq>"
            .formatted(number));
  }

  Answer document(String code, String type) throws IOException {
    return call(
        "MP6001_AddDocument_001",
        "MP6001_001",
        ("<d:Document xmlns:d=\"%sMP_entities/Document_001\"><DOCUMENTID><DOCUMENTCODE>%s</DOCUMENTCODE><ORGANIZATIONID><ORGANIZATIONCODE>LYON</ORGANIZATIONCODE></ORGANIZATIONID>"
                + "<DESCRIPTION>a picture</DESCRIPTION></DOCUMENTID><FILE>https://gateway/p/1</FILE><DOCUMENTTYPE><TYPECODE>%s</TYPECODE></DOCUMENTTYPE></d:Document>")
            .formatted(DATASTREAM, code, type));
  }

  Answer associate(String code, String entity, String number) throws IOException {
    return call(
        "MP0112_AddDocumentAssociation_001",
        "MP0112_001",
        "<DOCUMENTENTITY type=\"*\"><DOCUMENTENTITYID document=\"%s\" rentity=\"%s\" code=\"%s\"/></DOCUMENTENTITY>"
            .formatted(code, entity, number));
  }

  Answer grid(boolean head, String name, String alias, String operator, String value, int rows)
      throws IOException {
    String function = head ? "MP0118_GetGridHeaderData_001" : "MP0116_GetGridDataOnly_001";
    return call(
        function,
        function,
        ("<m:FUNCTION_REQUEST_INFO xmlns:g=\"%sMP_functions/GridRequest\"><g:GRID><g:GRID_NAME>%s</g:GRID_NAME>"
                + "<g:NUMBER_OF_ROWS_FIRST_RETURNED>%d</g:NUMBER_OF_ROWS_FIRST_RETURNED><g:CURSOR_POSITION>1</g:CURSOR_POSITION></g:GRID>"
                + "<g:REQUEST_TYPE>%s</g:REQUEST_TYPE><g:GRID_TYPE><g:TYPE>LIST</g:TYPE></g:GRID_TYPE><g:MULTIADDON_FILTERS><g:MADDON_FILTER>"
                + "<g:ALIAS_NAME>%s</g:ALIAS_NAME><g:OPERATOR>%s</g:OPERATOR><g:VALUE>%s</g:VALUE><g:JOINER>AND</g:JOINER><g:SEQNUM>0</g:SEQNUM>"
                + "</g:MADDON_FILTER></g:MULTIADDON_FILTERS></m:FUNCTION_REQUEST_INFO>")
            .formatted(
                DATASTREAM,
                name,
                rows,
                head ? "LIST.HEAD_DATA.STORED" : "LIST.DATA_ONLY.STORED",
                alias,
                operator,
                value));
  }

  /** Orders that changed at a time or later, oldest first. */
  Answer changed(String since, int from, int rows) throws IOException {
    String function = "MP0118_GetGridHeaderData_001";
    return call(
        function,
        function,
        ("<m:FUNCTION_REQUEST_INFO xmlns:g=\"%sMP_functions/GridRequest\"><g:GRID><g:GRID_NAME>WSJOBS</g:GRID_NAME>"
                + "<g:NUMBER_OF_ROWS_FIRST_RETURNED>%d</g:NUMBER_OF_ROWS_FIRST_RETURNED><g:CURSOR_POSITION>%d</g:CURSOR_POSITION></g:GRID>"
                + "<g:REQUEST_TYPE>LIST.HEAD_DATA.STORED</g:REQUEST_TYPE><g:GRID_TYPE><g:TYPE>LIST</g:TYPE></g:GRID_TYPE><g:MULTIADDON_FILTERS><g:MADDON_FILTER>"
                + "<g:ALIAS_NAME>dateupdated</g:ALIAS_NAME><g:OPERATOR>&gt;=</g:OPERATOR><g:VALUE>%s</g:VALUE><g:JOINER>AND</g:JOINER><g:SEQNUM>0</g:SEQNUM>"
                + "</g:MADDON_FILTER></g:MULTIADDON_FILTERS><g:ADDON_SORT><g:ALIAS_NAME>dateupdated</g:ALIAS_NAME><g:TYPE>ASC</g:TYPE></g:ADDON_SORT></m:FUNCTION_REQUEST_INFO>")
            .formatted(DATASTREAM, rows, from, since));
  }

  /** The text at a path below the answer's one element. */
  static String at(Answer answer, String path) {
    try {
      Element payload = Soap.read(answer.response().body()).payload();
      return Soap.text(payload, path);
    } catch (SoapFault unreadable) {
      throw new AssertionError(answer.text(), unreadable);
    }
  }

  static void fault(Answer answer, String code, String words) {
    assertThat(answer.status()).as(answer.text()).isEqualTo(500);
    assertThat(at(answer, "faultcode")).isEqualTo("soapenv:" + code);
    assertThat(at(answer, "faultstring")).contains(words);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
