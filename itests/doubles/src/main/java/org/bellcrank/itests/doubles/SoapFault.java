package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;

/** The CMMS refuses in SOAP's way: 500 and words that say why. */
final class SoapFault extends Exception {

  private final String code;
  private final String location;

  /**
   * @param code behind the prefix of the envelope, such as {@code Server.userException}
   * @param location the field at fault; empty where there is none
   */
  SoapFault(String code, String location, String words) {
    super(words);
    this.code = code;
    this.location = location;
  }

  Reply reply() {
    String detail =
        location.isEmpty()
            ? ""
            : "<detail><ExceptionInfo><Exception><Location>%s</Location><Message>%s</Message></Exception></ExceptionInfo></detail>"
                .formatted(Soap.escape(location), Soap.escape(getMessage()));
    String fault =
        "<soapenv:Fault><faultcode>soapenv:%s</faultcode><faultstring>%s</faultstring>%s</soapenv:Fault>"
            .formatted(code, Soap.escape(getMessage()), detail);
    return Reply.of(
        500, "text/xml; charset=utf-8", Soap.envelope(fault).getBytes(StandardCharsets.UTF_8));
  }
}
