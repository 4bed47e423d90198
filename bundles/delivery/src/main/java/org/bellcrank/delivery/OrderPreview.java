package org.bellcrank.delivery;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.bellcrank.workorder.WorkOrder;

/**
 * Shows what an order would become in a CMMS, and holds it against what the vendor says about its
 * fields; a service. Nothing is sent, nothing is kept. Safe for any thread.
 */
public interface OrderPreview {

  /**
   * What is asked for.
   *
   * @param kind of the connector
   * @param instance whose context is read; empty for none, then what it would say is not known
   * @param order any order
   * @param created the row that made the order there; empty where none did
   * @param on {@code create} or {@code update}
   */
  record Wish(
      String kind,
      Optional<String> instance,
      WorkOrder order,
      Optional<Delivery> created,
      String on) {}

  /**
   * The whole view.
   *
   * @param fields that the mapping fills, in its order
   * @param missing fields of the facts that it does not fill and that somebody has to
   * @param others names of all further fields of the facts, which are left alone
   * @param unused names that the order knows and neither mapping nor recipe reads
   * @param calls of the flow in their order, as they would go out
   * @param added what is put to each call when it is sent, its values hidden
   * @param problems of the folder as it stands now that belong to no field of these
   */
  record Preview(
      List<Field> fields,
      List<Missing> missing,
      List<String> others,
      List<String> unused,
      List<Call> calls,
      List<String> added,
      List<String> problems) {

    /** Keeps unmodifiable copies. */
    public Preview {
      fields = List.copyOf(fields);
      missing = List.copyOf(missing);
      others = List.copyOf(others);
      unused = List.copyOf(unused);
      calls = List.copyOf(calls);
      added = List.copyOf(added);
      problems = List.copyOf(problems);
    }

    /** Whether the order can be written as it is. */
    public boolean fits() {
      return fields.stream().noneMatch(field -> field.problem().isPresent());
    }
  }

  /**
   * A field that the mapping fills.
   *
   * @param to where it goes in the message
   * @param from its expression; empty text where lines make it
   * @param lines that make it
   * @param type as the mapping has it
   * @param needed whether an order without it stays here
   * @param place file and line of the mapping
   * @param read what the expression gave
   * @param value what is sent
   * @param notes what was cut, spilled, translated, left out
   * @param problem why the order cannot be sent with it
   * @param rule what the vendor says; empty where the facts do not know the field
   * @param mistakes of the folder as it stands now, at this field, with file and line
   */
  record Field(
      String to,
      String from,
      List<Line> lines,
      String type,
      boolean needed,
      String place,
      Optional<String> read,
      Optional<String> value,
      List<String> notes,
      Optional<String> problem,
      Optional<Rule> rule,
      List<String> mistakes) {

    /** Keeps unmodifiable copies. */
    public Field {
      lines = List.copyOf(lines);
      notes = List.copyOf(notes);
      mistakes = List.copyOf(mistakes);
    }
  }

  /**
   * A line of a text.
   *
   * @param text as the mapping has it
   * @param value as it goes; empty where it is left out
   * @param missing the name for which it is left out; empty text where it goes
   */
  record Line(String text, Optional<String> value, String missing) {}

  /**
   * What the vendor says about a field, and how what is sent keeps it.
   *
   * @param required {@code service}, {@code practice}, {@code server-defaulted} or {@code optional}
   * @param words the rule, one line
   * @param length longest text; empty for no limit known
   * @param used length of what is sent, of its longest line where it goes in lines
   * @param breach how it is broken; empty where it is kept
   * @param source where it is known from, with how surely
   */
  record Rule(
      String required,
      String words,
      OptionalInt length,
      int used,
      Optional<String> breach,
      String source) {}

  /**
   * A field that is not filled.
   *
   * @param to its name
   * @param required as in {@link Rule}; never {@code optional}
   * @param place file and line of the facts
   * @param source as in {@link Rule}
   * @param mistakes of the folder as it stands now, at this field
   */
  record Missing(String to, String required, String place, String source, List<String> mistakes) {

    /** Keeps an unmodifiable copy. */
    public Missing {
      mistakes = List.copyOf(mistakes);
    }
  }

  /**
   * A call.
   *
   * @param step name of the recipe's step
   * @param changes whether it changes the CMMS
   * @param head method and address, then headers, a line each; empty where it cannot be written yet
   * @param body as text; empty where there is none
   * @param note why it cannot be written yet or at all; empty text where it can
   */
  record Call(String step, boolean changes, List<String> head, String body, String note) {

    /** Keeps an unmodifiable copy. */
    public Call {
      head = List.copyOf(head);
    }
  }

  /**
   * Shows it.
   *
   * @throws IllegalArgumentException when there is no such connector or instance, or they do not
   *     belong together, or {@code on} is another word
   */
  Preview of(Wish wish);
}
