package org.bellcrank.delivery.connector;

import java.io.IOException;
import java.io.StringReader;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.XMLConstants;
import javax.xml.namespace.QName;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.xpath.XPath;
import javax.xml.xpath.XPathConstants;
import javax.xml.xpath.XPathExpressionException;
import javax.xml.xpath.XPathFactory;
import org.bellcrank.journal.Facts;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/**
 * XML of an answer, asked by XPath. Names lose their prefixes, so that a path needs none. A
 * document type is refused, and with it every entity: nothing but the answer itself is ever read.
 * One thread at a time may ask it.
 *
 * @param root where paths begin, without prefixes
 * @param source the answer as it came
 */
record Xml(Node root, String source) implements Content {

  /** Name of the text in an object that stands for an element. */
  static final String TEXT = "xml";

  private static final int LONGEST = 8 << 20;
  private static final String NO_DOCTYPE = "http://apache.org/xml/features/disallow-doctype-decl";

  private static final Pattern PREFIXED = Pattern.compile("[A-Za-z_][\\w.-]*:[A-Za-z_*]");

  /** Tells mistakes by throwing alone; the JDK's own would print. */
  private static final ErrorHandler QUIET =
      new ErrorHandler() {
        @Override
        public void warning(SAXParseException told) {
          // Says nothing about whether it can be read.
        }

        @Override
        public void error(SAXParseException told) throws SAXException {
          throw told;
        }

        @Override
        public void fatalError(SAXParseException told) throws SAXException {
          throw told;
        }
      };

  /** Empty when a text is no XML, has a document type or is too long. */
  static Optional<Xml> read(String text) {
    String trimmed = text.strip();
    if (!trimmed.startsWith("<") || trimmed.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      Document document = builder().parse(new InputSource(new StringReader(trimmed)));
      bare(document);
      return Optional.of(new Xml(document, trimmed));
    } catch (SAXException noXml) {
      return Optional.empty();
    } catch (IOException e) {
      throw new IllegalStateException("a text in memory can be read", e);
    }
  }

  static DocumentBuilder builder() {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      factory.setFeature(NO_DOCTYPE, true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      factory.setNamespaceAware(true);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(QUIET);
      return builder;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform reads XML without document types", e);
    }
  }

  /** Takes the prefixes away; without recursion, since depth is the sender's choice. */
  private static void bare(Document document) {
    Deque<Node> open = new ArrayDeque<>();
    open.push(document.getDocumentElement());
    while (!open.isEmpty()) {
      Node node = open.pop();
      if (node.getNodeType() != Node.ELEMENT_NODE) {
        continue;
      }
      NamedNodeMap attributes = node.getAttributes();
      for (int i = attributes.getLength() - 1; i >= 0; i--) {
        Node attribute = attributes.item(i);
        boolean declares = XMLConstants.XMLNS_ATTRIBUTE_NS_URI.equals(attribute.getNamespaceURI());
        if (attribute.getNamespaceURI() != null && !declares) {
          document.renameNode(attribute, null, attribute.getLocalName());
        }
      }
      Node renamed = document.renameNode(node, null, node.getLocalName());
      for (Node child = renamed.getFirstChild(); child != null; child = child.getNextSibling()) {
        open.push(child);
      }
    }
  }

  @Override
  public Optional<String> text(String path) {
    String text = (String) evaluated(path, XPathConstants.STRING);
    return text.isBlank() ? Optional.empty() : Optional.of(text.strip());
  }

  @Override
  public List<Content> items(String path) {
    NodeList nodes = (NodeList) evaluated(path, XPathConstants.NODESET);
    List<Content> items = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      items.add(new Xml(nodes.item(i), source));
    }
    return List.copyOf(items);
  }

  @Override
  public Content below(String path) {
    return path.isEmpty()
        ? this
        : items(path).stream().findFirst().orElseGet(() -> Json.lenient(""));
  }

  @Override
  public Optional<String> field(String pointer) {
    return text(String.join("/", Json.parts(pointer)));
  }

  /** The element at a path as it came, with its namespaces, as one text named {@link #TEXT}. */
  @Override
  public Optional<Facts> object(String path) {
    Node node = (Node) evaluated(path.isEmpty() ? "self::node()" : path, XPathConstants.NODE);
    Node element = node instanceof Document document ? document.getDocumentElement() : node;
    return element instanceof Element
        ? XmlOverlay.written(asItCame(element)).map(text -> Facts.with(TEXT, text).build())
        : Optional.empty();
  }

  /** The same place in the answer whose prefixes nobody took away. */
  private Element asItCame(Node element) {
    Deque<Integer> places = new ArrayDeque<>();
    for (Node at = element; at.getParentNode() != null; at = at.getParentNode()) {
      int place = 0;
      for (Node p = at.getPreviousSibling(); p != null; p = p.getPreviousSibling()) {
        place++;
      }
      places.push(place);
    }
    try {
      Node here = builder().parse(new InputSource(new StringReader(source)));
      for (int place : places) {
        here = here.getChildNodes().item(place);
      }
      return (Element) here;
    } catch (SAXException | IOException e) {
      throw new IllegalStateException("what was read once can be read again", e);
    }
  }

  private Object evaluated(String path, QName as) {
    try {
      return language().evaluate(path, root, as);
    } catch (XPathExpressionException broken) {
      throw new IllegalStateException("the XPath " + path + " was checked before", broken);
    }
  }

  private static XPath language() {
    XPathFactory factory = XPathFactory.newDefaultInstance();
    try {
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
    } catch (javax.xml.xpath.XPathFactoryConfigurationException e) {
      throw new IllegalStateException("every Java platform has secure XPath", e);
    }
    return factory.newXPath();
  }

  /** Tried on an empty document, which shows what is no XPath and what gives no list. */
  static Optional<String> wrong(String path, boolean list) {
    if (PREFIXED.matcher(path.replaceAll("'[^']*'|\"[^\"]*\"", "")).find()) {
      return Optional.of("no XPath: names stand without prefixes");
    }
    try {
      Document empty = builder().newDocument();
      empty.appendChild(empty.createElement("empty"));
      language().evaluate(path, empty, list ? XPathConstants.NODESET : XPathConstants.STRING);
      return Optional.empty();
    } catch (XPathExpressionException broken) {
      Throwable cause = broken.getCause() == null ? broken : broken.getCause();
      return Optional.of((list ? "no XPath of a list: " : "no XPath: ") + cause.getMessage());
    }
  }
}
