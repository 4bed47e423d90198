package org.bellcrank.delivery.connector;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the body of a request is made of. */
public sealed interface Body {

  /** Where in a tree the mapped fields go. */
  enum Place {
    /** The object of all of them; under the key {@code ...} they go among that key's neighbours. */
    FIELDS
  }

  /** Name of the mapping's body whose fields it carries; empty when it carries none. */
  default Optional<String> mapping() {
    return Optional.empty();
  }

  /** What lies under the mapped fields; empty for nothing. */
  default Optional<Base> base() {
    return Optional.empty();
  }

  /** The names that it reads. */
  default Set<String> names() {
    return Set.of();
  }

  /** No body. */
  record None() implements Body {}

  /**
   * The mapping's fields as JSON.
   *
   * @param on name of the mapping's body, {@code create} or {@code update}
   */
  record Mapped(String on, Optional<Base> base) implements Body {
    @Override
    public Optional<String> mapping() {
      return Optional.of(on);
    }
  }

  /**
   * An object or element that the step before read as a whole: fields that the mapping does not
   * fill are sent back as they stood.
   *
   * @param name as that step extracts it
   * @param only JSON pointers of what is sent back, {@code *} for each item of a list; empty for
   *     all of it, as always in XML
   */
  record Base(String name, List<String> only) {}

  /**
   * Lines of XML; what a line reads is escaped, and a line whose names are not known is left out.
   *
   * @param mapping name of the mapping's body whose fields it reads as {@code field.…}; empty for
   *     none
   * @param secured whether one of them is the place of a security header, which is filled when it
   *     is sent
   * @param base the element that goes, with the mapped fields laid over it, where a line says so
   */
  record Markup(
      List<Template> lines, Optional<String> mapping, boolean secured, Optional<Base> base)
      implements Body {

    /** Stands in a line where that element goes; what is read is escaped and never reads so. */
    static final String OVER = "<?bellcrank-over?>";

    @Override
    public Set<String> names() {
      return namesIn(lines);
    }
  }

  /**
   * A JSON tree: maps, lists, {@link Template}s, {@link Place}s and plain values.
   *
   * @param mapping name of the mapping's body that it envelops; empty for none
   */
  record Tree(Object root, Optional<String> mapping, Optional<Base> base) implements Body {
    @Override
    public Set<String> names() {
      return namesIn(root);
    }
  }

  /** Fields of a form, encoded as in a query. */
  record Form(Map<String, Template> fields) implements Body {
    @Override
    public Set<String> names() {
      return namesIn(fields);
    }
  }

  /** The bytes of the evidence. */
  record Raw() implements Body {}

  /** A text; left out when its names are not known. */
  record Text(Template text) implements Body {
    @Override
    public Set<String> names() {
      return text.names();
    }
  }

  /** Parts of a form, each as it is ({@code multipart/form-data}). */
  record Parts(List<Part> parts) implements Body {
    @Override
    public Set<String> names() {
      Set<String> names = new LinkedHashSet<>();
      for (Part part : parts) {
        part.fileName().ifPresent(name -> names.addAll(name.names()));
        part.type().ifPresent(type -> names.addAll(type.names()));
        names.addAll(part.content().names());
      }
      return names;
    }
  }

  /**
   * One part.
   *
   * @param name of the form's field
   * @param fileName empty for the attachment's own where the evidence is sent, else for none
   * @param type media type; empty for the attachment's own, {@code application/json} of a tree, and
   *     none of a text
   * @param content {@link Raw}, {@link Text} or {@link Tree}
   */
  record Part(String name, Optional<Template> fileName, Optional<Template> type, Body content) {}

  private static Set<String> namesIn(Object part) {
    Set<String> names = new LinkedHashSet<>();
    if (part instanceof Template text) {
      names.addAll(text.names());
    } else if (part instanceof Map<?, ?> map) {
      map.values().forEach(value -> names.addAll(namesIn(value)));
    } else if (part instanceof List<?> list) {
      list.forEach(value -> names.addAll(namesIn(value)));
    }
    return names;
  }
}
