package org.bellcrank.document;

import com.networknt.schema.Error;
import com.networknt.schema.path.NodePath;
import java.util.Optional;

/**
 * One {@code oneOf} or {@code anyOf} of a schema as it was met at one place of a document.
 *
 * @param path evaluation path up to and with the keyword
 * @param length number of elements of that path
 * @param place JSON pointer of the document's value that had to choose
 */
record Choice(String path, int length, String place) {

  /** The outermost choice an error lies below, looking from an element of its path on. */
  static Optional<Choice> of(Error error, int from) {
    NodePath path = error.getEvaluationPath();
    NodePath place = error.getInstanceLocation();
    StringBuilder prefix = new StringBuilder();
    int steps = 0;
    boolean name = false;
    for (int i = 0; i < path.getNameCount(); i++) {
      String element = path.getName(i);
      prefix.append('/').append(element);
      if (name) {
        name = false;
        continue;
      }
      if (i >= from && isChoice(element) && i + 1 < path.getNameCount()) {
        return Optional.of(new Choice(prefix.toString(), i + 1, pointer(place, steps)));
      }
      steps += descends(element) ? 1 : 0;
      name = isFollowedByName(element);
    }
    return Optional.empty();
  }

  /** Which of the alternatives an error belongs to. */
  Object branch(Error error) {
    return error.getEvaluationPath().getName(length);
  }

  /** Whether an error is the choice's own summary. */
  boolean isOwnError(Error error) {
    return isChoice(error.getKeyword())
        && error.getEvaluationPath().getNameCount() == length
        && error.getEvaluationPath().toString().equals(path)
        && error.getInstanceLocation().toString().equals(place);
  }

  private static boolean isChoice(String keyword) {
    return keyword.equals("oneOf") || keyword.equals("anyOf");
  }

  private static boolean descends(String keyword) {
    return switch (keyword) {
      case "properties",
          "patternProperties",
          "additionalProperties",
          "unevaluatedProperties",
          "items",
          "prefixItems",
          "unevaluatedItems",
          "contains" ->
          true;
      default -> false;
    };
  }

  private static boolean isFollowedByName(String keyword) {
    return switch (keyword) {
      case "properties",
          "patternProperties",
          "prefixItems",
          "allOf",
          "oneOf",
          "anyOf",
          "dependentSchemas" ->
          true;
      default -> false;
    };
  }

  private static String pointer(NodePath place, int steps) {
    StringBuilder pointer = new StringBuilder();
    for (int i = 0; i < Math.min(steps, place.getNameCount()); i++) {
      pointer.append('/').append(place.getName(i).replace("~", "~0").replace("/", "~1"));
    }
    return pointer.toString();
  }
}
