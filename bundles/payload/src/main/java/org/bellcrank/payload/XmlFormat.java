package org.bellcrank.payload;

import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.bellcrank.observation.RefusedObservationException;

/**
 * XML 1.0 in UTF-8 without a document type, and so without entities of its own: nothing but the
 * message is ever read. The data is a map of the root's name to its content. An element with
 * neither attributes nor elements is its text; any other is a map in which an attribute has
 * {@code @} before its name, a child its name, several of one name are a list, and text beside them
 * stands under {@code #text}. Prefixes of names are dropped.
 */
record XmlFormat() implements Format {

  private static final int DEEPEST = 64;
  private static final XMLInputFactory FACTORY = factory();

  private static XMLInputFactory factory() {
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setProperty(XMLInputFactory.IS_REPLACING_ENTITY_REFERENCES, false);
    factory.setProperty(XMLInputFactory.IS_COALESCING, true);
    factory.setXMLReporter((message, type, related, place) -> {}); // mistakes are thrown
    return factory;
  }

  /** One element while it is read. */
  private static final class Open {
    private final String name;
    private final Map<String, Object> parts = new LinkedHashMap<>();
    private final StringBuilder text = new StringBuilder();

    private Open(String name) {
      this.name = name;
    }

    private void add(String child, Object content) {
      Object there = parts.get(child);
      if (there instanceof List<?> list) {
        List<Object> more = new ArrayList<>(list);
        more.add(content);
        parts.put(child, more);
      } else {
        parts.put(child, there == null ? content : new ArrayList<>(List.of(there, content)));
      }
    }

    private Object content() {
      String said = text.toString().strip();
      if (parts.isEmpty()) {
        return said;
      }
      if (!said.isEmpty()) {
        parts.put("#text", said);
      }
      return parts;
    }
  }

  @Override
  public Object read(byte[] bytes) {
    try {
      XMLStreamReader reader;
      StringReader text = new StringReader(Format.text(bytes));
      synchronized (FACTORY) { // which is not promised to be safe for several threads
        reader = FACTORY.createXMLStreamReader(text);
      }
      return read(reader);
    } catch (XMLStreamException e) {
      String place =
          e.getLocation() == null
              ? "message"
              : "message line %d column %d"
                  .formatted(e.getLocation().getLineNumber(), e.getLocation().getColumnNumber());
      throw new RefusedObservationException(place, "what is no XML", "well-formed XML");
    }
  }

  private static Object read(XMLStreamReader reader) throws XMLStreamException {
    Open document = new Open("");
    Deque<Open> open = new ArrayDeque<>(List.of(document));
    int elements = 0;
    while (reader.hasNext()) {
      switch (reader.next()) {
        case XMLStreamConstants.DTD, XMLStreamConstants.ENTITY_REFERENCE ->
            throw new RefusedObservationException(
                "message line " + reader.getLocation().getLineNumber(),
                "a document type or entity",
                "XML without them");
        case XMLStreamConstants.START_ELEMENT -> {
          if (open.size() > DEEPEST || ++elements > MOST) {
            throw new RefusedObservationException(
                "message",
                "more elements",
                "at most %d levels and %d elements".formatted(DEEPEST, MOST));
          }
          Open element = new Open(reader.getLocalName());
          for (int i = 0; i < reader.getAttributeCount(); i++) {
            element.add("@" + reader.getAttributeLocalName(i), reader.getAttributeValue(i));
          }
          open.push(element);
        }
        case XMLStreamConstants.END_ELEMENT -> {
          Open element = open.pop();
          open.element().add(element.name, element.content());
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA ->
            open.element().text.append(reader.getText());
        default -> {
          // comments, instructions and the like say nothing
        }
      }
    }
    return document.parts;
  }
}
