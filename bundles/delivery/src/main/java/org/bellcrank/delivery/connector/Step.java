package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.bellcrank.workorder.OrderFields;

/**
 * One step of a recipe.
 *
 * @param name unique in the recipe
 * @param route the connector's route that carries it
 * @param effect what it does to the other side, which decides what an uncertain outcome means
 * @param each the list of the order over whose items it repeats; empty for once
 * @param when walked only if this is true; empty for always
 * @param needs names without which it is not sent and a person is asked
 * @param request what is sent
 * @param format in which its answer is written
 * @param items where an answer that says done tells for single items whether they were; empty where
 *     it does not
 * @param pick which item of the answer is meant; empty for the answer itself
 * @param extract what is taken from the answer, by name
 * @param expect names that an answer has to give; without them it counts as not there
 * @param success must be true as well; empty for nothing more
 * @param holds what has to stand in the answer as it was sent; empty for nothing
 * @param answers what this step's answers mean, before the connector's
 * @param looks how many searches have to find nothing before an uncertain change is made again
 * @param gap pause between those searches
 * @param within how long after the change what has to be there may still be missing, because the
 *     other side works on it later; empty where it is there at once
 */
public record Step(
    String name,
    String route,
    Effect effect,
    Optional<Each> each,
    Optional<Formula> when,
    List<String> needs,
    Request request,
    Content.Format format,
    Optional<Items> items,
    Optional<Pick> pick,
    Map<String, Extract> extract,
    List<String> expect,
    Optional<Formula> success,
    Optional<Holds> holds,
    AnswerRules answers,
    int looks,
    Duration gap,
    Optional<Duration> within) {

  /** Lists of an order. */
  public enum Each {
    /** What is to be done, see {@code order.tasks}. */
    TASKS("T", List.of("order.tasks", "order.taskMinutes"), Set.of("minutes")),
    /**
     * What the work is likely to need, see {@code order.partNumbers}. A part that the other side
     * does not take holds back nothing: it is left out, and that is told.
     */
    PARTS(
        "P",
        List.of(
            OrderFields.PART_NUMBERS,
            OrderFields.PART_QUANTITIES,
            OrderFields.PART_UNITS,
            OrderFields.PART_NAMES),
        Set.of("number", "quantity", "unit", "name"));

    private final String letter;
    private final List<String> names;
    private final Set<String> own;

    Each(String letter, List<String> names, Set<String> own) {
      this.letter = letter;
      this.names = names;
      this.own = own;
    }

    /** What stands in the keys of its items between the reference and the number. */
    String letter() {
      return letter;
    }

    /** The order's names that it is made of; the first one says how many items there are. */
    public List<String> names() {
      return names;
    }

    /** Whether its items have a name of this kind: {@code item.} and one of their own or of all. */
    boolean has(String item) {
      String name = item.substring(item.indexOf('.') + 1);
      return own.contains(name) || Set.of("index", "count", "key", "text").contains(name);
    }

    /** What an item of it is called. */
    public String one() {
      return this == TASKS ? "task" : "part";
    }
  }

  /** The names that its condition, its request, its choice and its proof read. */
  public Set<String> names() {
    Set<String> names = new LinkedHashSet<>(needs);
    when.ifPresent(formula -> names.addAll(formula.names()));
    success.ifPresent(formula -> names.addAll(formula.names()));
    names.addAll(request.path().names());
    request.query().values().forEach(text -> names.addAll(text.names()));
    request.headers().values().forEach(text -> names.addAll(text.names()));
    items.ifPresent(
        given -> given.list().where().values().forEach(text -> names.addAll(text.names())));
    pick.ifPresent(given -> given.where().values().forEach(text -> names.addAll(text.names())));
    names.addAll(request.body().names());
    return names;
  }

  /** What a step does to the other side. */
  public enum Effect {
    /** Searches; when it finds the thing, the change behind it is not needed. */
    LOOK,
    /** Changes something, once; when uncertain, the search before it decides. */
    CHANGE,
    /** Changes something in a way that may be repeated. */
    REPEATABLE,
    /** Reads back what must be there. */
    CONFIRM,
    /** Reads what later steps need; settles nothing. */
    READ;

    /** Whether the other side is another one afterwards. */
    public boolean changes() {
      return this == CHANGE || this == REPEATABLE;
    }
  }

  /**
   * What is sent.
   *
   * @param path below the instance's address, or an address that an earlier answer gave
   * @param query unencoded values by name; one whose names are not known is left out
   * @param headers by name; one whose names are not known is left out
   */
  public record Request(
      String method,
      Template path,
      Map<String, Template> query,
      Map<String, Template> headers,
      Body body) {

    /** Name of the mapping's body that goes along; empty when none does. */
    public Optional<String> mapping() {
      return body.mapping();
    }
  }

  /**
   * Which item of a list in the answer is meant.
   *
   * @param each path of the list
   * @param where path below the item to the text that has to stand there
   * @param containing whether it is enough that the text is contained
   */
  public record Pick(String each, Map<String, Template> where, boolean containing) {

    /** The items that are meant. */
    public List<Content> from(Content answer, Map<String, Object> known) {
      return answer.items(each).stream()
          .filter(
              item ->
                  where.entrySet().stream()
                      .allMatch(
                          entry ->
                              stands(item.text(entry.getKey()), entry.getValue().render(known))))
          .toList();
    }

    private boolean stands(Optional<String> given, Optional<String> wanted) {
      return given.isPresent()
          && wanted.isPresent()
          && (containing ? given.get().contains(wanted.get()) : given.get().equals(wanted.get()));
    }
  }

  /**
   * Fields that an earlier step sent and that have to be read back.
   *
   * @param mapping name of the body that carried them, for example {@code update}
   * @param at path, below the picked item, of the object that shows them
   */
  public record Holds(String mapping, String at) {}

  /**
   * Where a value is taken from: a path below the picked item, or a header.
   *
   * @param body path; empty for none
   * @param header name in lower case; empty for none
   * @param whole whether it is the object at the path, with all that is in it, for the body of the
   *     next step alone: neither row nor journal keeps it
   */
  public record Extract(Optional<String> body, Optional<String> header, boolean whole) {}
}
