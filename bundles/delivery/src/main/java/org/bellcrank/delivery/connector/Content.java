package org.bellcrank.delivery.connector;

import java.util.List;
import java.util.Optional;
import org.bellcrank.journal.Facts;

/**
 * What an answer says, asked by path: a JSON pointer or an XPath expression, as its format goes.
 */
public interface Content {

  /** In which language paths are written. */
  enum Format {
    /** JSON pointers (RFC 6901). */
    JSON,
    /** XPath 1.0 over the answer's XML; names stand without their prefixes. */
    XML;

    /** The content of a body; empty when it is not of this format. */
    public Optional<Content> read(String body) {
      return switch (this) {
        case JSON -> Json.read(body).map(content -> content);
        case XML -> Xml.read(body).map(content -> content);
      };
    }

    /** The content of a body; of one that is not of this format, one in which nothing stands. */
    public Content lenient(String body) {
      return read(body).orElseGet(() -> Json.lenient(""));
    }

    /** What is wrong with a path; empty when nothing is. */
    public Optional<String> wrong(String path, boolean list) {
      return switch (this) {
        case JSON ->
            path.isEmpty() || path.startsWith("/")
                ? Optional.empty()
                : Optional.of("a JSON pointer is empty or begins with /");
        case XML -> Xml.wrong(path, list);
      };
    }
  }

  /** The text or number at a path as text; empty when there is none or it is empty. */
  Optional<String> text(String path);

  /** The object or element at a path with all that is in it; empty when there is none. */
  Optional<Facts> object(String path);

  /** The items at a path; empty when there are none. */
  List<Content> items(String path);

  /** Whether there is a list at a path, be it empty; where that cannot be told, yes. */
  default boolean shows(String path) {
    return true;
  }

  /** The part at a path; one in which nothing stands when there is none. */
  Content below(String path);

  /**
   * A field of the vendor's, as facts and mapping name it.
   *
   * @param pointer JSON pointer; in XML its parts are the names of elements
   */
  Optional<String> field(String pointer);
}
