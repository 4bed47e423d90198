package org.bellcrank.document;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Thins out what a validator says about {@code oneOf} and {@code anyOf}: instead of every complaint
 * of every branch, those of the branch that was most likely meant.
 */
final class Alternatives {

  /** An error that stays; the allowed words replace its own when several branches were joined. */
  record Verdict(Error error, String allowed) {}

  private Alternatives() {}

  static List<Verdict> settle(List<Error> errors) {
    return settle(withoutFollowers(errors), 0);
  }

  /** As above, for errors that share the first elements of their evaluation path. */
  private static List<Verdict> settle(List<Error> errors, int from) {
    Map<Choice, Map<Object, List<Error>>> choices = new LinkedHashMap<>();
    List<Verdict> settled = new ArrayList<>();
    for (Error error : errors) {
      Optional<Choice> choice = Choice.of(error, from);
      if (choice.isEmpty()) {
        settled.add(new Verdict(error, ""));
      } else {
        choices
            .computeIfAbsent(choice.get(), c -> new LinkedHashMap<>())
            .computeIfAbsent(choice.get().branch(error), b -> new ArrayList<>())
            .add(error);
      }
    }
    choices.forEach(
        (choice, branches) -> {
          settled.removeIf(v -> choice.isOwnError(v.error()));
          settled.addAll(choose(branches, choice.length() + 1));
        });
    return settled;
  }

  private static List<Verdict> choose(Map<Object, List<Error>> branches, int from) {
    List<Error> best =
        branches.values().stream()
            .min((a, b) -> Integer.compare(distance(a), distance(b)))
            .orElseThrow();
    Optional<Error> misfit = best.stream().filter(Alternatives::decides).findFirst();
    if (misfit.isPresent()) {
      // No branch was clearly meant: name what each of them wants at this place.
      String place = misfit.get().getInstanceLocation().toString();
      Set<String> wanted = new LinkedHashSet<>();
      for (List<Error> branch : branches.values()) {
        for (Error error : branch) {
          if (decides(error) && error.getInstanceLocation().toString().equals(place)) {
            wanted.add(words(error));
          }
        }
      }
      if (wanted.size() > 1) {
        String joint = misfit.get().getKeyword().equals("type") ? " or " : ", ";
        return List.of(new Verdict(misfit.get(), String.join(joint, wanted)));
      }
    }
    return settle(best, from);
  }

  private static String words(Error error) {
    if (error.getKeyword().equals("type")) {
      return SchemaWords.types(error.getSchemaNode());
    }
    return SchemaWords.shown(error.getSchemaNode());
  }

  /** Errors that say "this branch was not meant" count far more than mistakes within a branch. */
  private static int distance(List<Error> branch) {
    return branch.stream()
        .mapToInt(e -> decides(e) ? 1000 - e.getEvaluationPath().getNameCount() : 1)
        .sum();
  }

  private static boolean decides(Error error) {
    return error.getKeyword().equals("const") || error.getKeyword().equals("type");
  }

  /** A value of a wrong type needs no further complaint about it. */
  private static List<Error> withoutFollowers(List<Error> errors) {
    Set<String> wrongType =
        errors.stream()
            .filter(e -> e.getKeyword().equals("type"))
            .map(Alternatives::site)
            .collect(Collectors.toSet());
    return errors.stream()
        .filter(e -> e.getKeyword().equals("type") || !wrongType.contains(site(e)))
        .toList();
  }

  /** The place in the document and the part of the schema that speaks about it. */
  private static String site(Error error) {
    String path = error.getEvaluationPath().toString();
    return error.getInstanceLocation() + " " + path.substring(0, path.lastIndexOf('/') + 1);
  }
}
