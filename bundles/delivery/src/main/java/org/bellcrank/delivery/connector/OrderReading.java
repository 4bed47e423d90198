package org.bellcrank.delivery.connector;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.bellcrank.delivery.Outcome;
import org.bellcrank.workorder.OrderStatus;

/**
 * How a connector learns what became of its orders: {@code reading.yaml}.
 *
 * @param every pause between two readings
 * @param compare how long an order may go unseen before it is asked for singly
 * @param changed how it asks for what changed; empty where the CMMS cannot be asked so
 * @param one how it asks for one order; empty where the CMMS cannot be asked so
 * @param also what is asked for each record beside it, by the name under which it stands in it
 * @param names what is taken from each record, by name
 * @param identity by which of our orders a record is told
 * @param status the CMMS's word
 * @param meanings what its words mean, by the word as it stands there
 * @param closure our fields of an end, by name, see {@link org.bellcrank.delivery.ClosureFields}
 * @param verdicts the first whose condition is true tells the outcome
 * @param hook how calls of the CMMS are believed; empty where none are heard
 */
public record OrderReading(
    Duration every,
    Duration compare,
    Optional<Changed> changed,
    Optional<One> one,
    Map<String, Also> also,
    Map<String, Taken> names,
    Identity identity,
    Formula status,
    Map<String, OrderStatus> meanings,
    Map<String, Formula> closure,
    List<Verdict> verdicts,
    Optional<WebHook> hook) {

  /** Prefix of the names that expressions read. */
  static final String PREFIX = "read.";

  /** How pages follow each other. */
  public enum By {
    /** All in one answer. */
    ALL,
    /** Pages are numbered: {@code page.number}. */
    NUMBER,
    /** Records are counted: {@code page.offset}. */
    OFFSET,
    /** Each answer tells the next address or mark: {@code page.next}. */
    NEXT
  }

  /**
   * A question for what changed.
   *
   * @param call what is sent
   * @param each path of the records in the answer
   * @param since how {@code mark.since} is written
   * @param overlap how far back before the newest change of the last reading
   * @param pages how they follow each other
   * @param sorted whether records surely come in the order of their changes
   */
  public record Changed(
      Call call, String each, Form since, Duration overlap, Pages pages, boolean sorted) {}

  /**
   * A question for one order.
   *
   * @param call what is sent
   * @param pick which record of the answer is meant; empty for the answer itself
   * @param at path of the record below the answer or below what is picked; empty text for itself
   */
  public record One(Call call, Optional<Step.Pick> pick, String at) {}

  /**
   * A question for what belongs to a record.
   *
   * @param call what is sent; reads the record
   * @param when for which records
   * @param at path in the answer; empty text for itself
   */
  public record Also(Call call, Formula when, String at) {}

  /**
   * A call.
   *
   * @param route the connector's route that carries it
   * @param request what is sent
   * @param answers what its answers mean, before the connector's
   * @param format in which its answer is written
   */
  public record Call(
      String route, Step.Request request, AnswerRules answers, Content.Format format) {}

  /**
   * Pages.
   *
   * @param size records on a page; a shorter one is the last
   * @param first number of the first
   * @param next path of what to go on with, for {@link By#NEXT}; for {@link By#OFFSET} path of what
   *     stands there where a page is shorter though more follows; empty for the others
   */
  public record Pages(By by, int size, int first, Optional<String> next) {}

  /**
   * How a time is written.
   *
   * @param encoding the vendor's form
   * @param pattern for {@link Encoding#PLAIN}; empty for ISO-8601
   * @param zone of times that do not name one; empty for UTC
   */
  public record Form(Encoding encoding, String pattern, Optional<Template> zone) {}

  /**
   * A value of a record.
   *
   * @param at path below the record, or below each item of {@code each}
   * @param each path of a list whose values are taken together; empty for one value
   * @param where paths below an item of the list to the text that has to stand there: then the
   *     first such item alone is taken, or the sum of all such; empty for all
   * @param sum whether the numbers of all items are taken together
   * @param time path of the time of day that belongs to a day; empty for none
   * @param type what it is
   * @param form how a time is written
   * @param none text that the CMMS shows where there is no value; empty where it shows nothing
   */
  public record Taken(
      String at,
      Optional<String> each,
      Map<String, String> where,
      boolean sum,
      Optional<String> time,
      Mapping.Type type,
      Form form,
      Optional<String> none) {

    /** Whether it is a list of texts. */
    boolean isList() {
      return each.isPresent() && where.isEmpty() && !sum;
    }
  }

  /**
   * Which order it is and how it stands.
   *
   * @param foreignId its key there
   * @param reference our key
   * @param changedAt when it was changed last
   * @param changedBy who changed it last
   */
  public record Identity(
      Optional<Formula> foreignId,
      Optional<Formula> reference,
      Optional<Formula> changedAt,
      Optional<Formula> changedBy) {}

  /** A condition and what it proves. */
  public record Verdict(Formula when, Outcome is) {}
}
