package org.bellcrank.source.rest;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import org.bellcrank.journal.Facts;

/** An answer in the form that its sender reads: JSON, or XML where {@code Accept} asks for that. */
final class Reply {

  private static final XMLOutputFactory XML = XMLOutputFactory.newFactory();

  private Reply() {}

  /** Sends it; {@code facts} have no lists and nothing inside. */
  static void send(HttpExchange exchange, int status, Facts facts) throws IOException {
    boolean xml = xml(exchange.getRequestHeaders().getFirst("Accept"));
    byte[] bytes = (xml ? xml(facts) : facts.json()).getBytes(StandardCharsets.UTF_8);
    exchange
        .getResponseHeaders()
        .set("Content-Type", (xml ? "application/xml" : "application/json") + "; charset=utf-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  /** Whether XML is named, and JSON or anything is not named before it. */
  private static boolean xml(String accept) {
    for (String each : accept == null ? new String[0] : accept.split(",")) {
      switch (each.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT)) {
        case "application/xml", "text/xml" -> {
          return true;
        }
        case "application/json", "application/*", "*/*" -> {
          return false;
        }
        default -> {
          // a form that we do not have
        }
      }
    }
    return false;
  }

  private static String xml(Facts facts) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter writer = XML.createXMLStreamWriter(text);
      writer.writeStartDocument("UTF-8", "1.0");
      writer.writeStartElement("answer");
      for (Map.Entry<String, Object> each : facts.values().entrySet()) {
        writer.writeStartElement(each.getKey());
        writer.writeCharacters(shown(each.getValue()));
        writer.writeEndElement();
      }
      writer.writeEndDocument();
      writer.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("An answer could not be written as XML", e);
    }
    return text.toString();
  }

  /** What XML 1.0 has no character for is a question mark. */
  private static String shown(Object value) {
    return String.valueOf(value)
        .replaceAll("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]", "?");
  }
}
