package org.bellcrank.itests.doubles;

import java.nio.charset.StandardCharsets;

/** Declarations for tests: a small ticket system, said in JSON. */
final class Declared {

  private static final String FACTS =
      """
      {"fields": [
        {"name": "/uid", "type": "whole", "creatable": false, "updatable": false},
        {"name": "/ref", "type": "text", "creatable": false, "updatable": false},
        {"name": "/headline", "type": "text", "length": 20, "required": "service"},
        {"name": "/equipment/code", "type": "text", "length": 10, "case": "upper", "required": "service"},
        {"name": "/urgency", "type": "whole", "lowest": 1, "highest": 5},
        {"name": "/urgent", "type": "bool"},
        {"name": "/wanted", "type": "instant", "as": "epoch-millis"},
        {"name": "/senderKey", "type": "text", "length": 40, "updatable": false},
        {"name": "/state", "type": "text", "creatable": false, "updatable": false},
        {"name": "/touched", "type": "instant", "as": "epoch-millis", "creatable": false, "updatable": false},
        {"name": "/lines/*/text", "type": "text"}]}""";

  private static final String ORDERS =
      """
      "one": "/ticket", "key": "/uid", "number": "/ref", "numbers": "FW-%03d",
      "status": {"at": "/state", "first": "NEW", "values": ["NEW", "SOLVED"]},
      "changed": "/touched", "defaults": {"/urgency": 3}, "known": {"/equipment/code": ["PRESS-7"]}""";

  static final String REST =
      """
      {"speaks": "json", "signOn": {"by": "header", "header": "X-Key", "before": "Key "},
       "orders": {"path": "/v2/tickets", "change": "PATCH", "list": "/tickets", %s},
       "search": {"filters": {"senderKey": "/senderKey", "code": "/equipment/code"}, "since": "touchedAfter",
                  "pages": {"offset": "start", "size": "limit", "most": 3}},
       "files": {"path": "files", "attach": "files/{name}", "method": "PUT", "send": "raw", "name": "/name",
                 "sha256": "/sha256", "size": "/bytes", "list": "/files", "most": 10, "types": ["image/png"]},
       "errors": {"status": 400, "body": {"problem": [{"at": "{field}", "why": "{code}", "text": "{message}"}]}}}"""
          .formatted(ORDERS);

  static final String SOAP =
      """
      {"speaks": "soap",
       "orders": {"path": "/soap", "namespace": "urn:t", "list": "/tickets/ticket", %s,
         "calls": {"list": "Find", "create": "Create", "read": "Read", "change": "Change", "files": "Files", "attach": "Attach"}},
       "search": {"filters": {"senderKey": "/senderKey"}},
       "files": {"send": "base64", "name": "/name", "type": "/type", "content": "/content", "list": "/files/file"}}"""
          .formatted(ORDERS);

  private Declared() {}

  static Declaration of(String text) {
    return of(text, FACTS);
  }

  static Declaration of(String text, String facts) {
    try {
      return Declaration.of(
          Json.readObject(text.getBytes(StandardCharsets.UTF_8)),
          Json.readObject(facts.getBytes(StandardCharsets.UTF_8)));
    } catch (Json.Malformed malformed) {
      throw new AssertionError(malformed);
    }
  }
}
