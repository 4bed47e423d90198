package org.bellcrank.delivery.connector;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bellcrank.document.Mark;

/**
 * What the vendor says about the fields of one object, in our words.
 *
 * @param system product
 * @param edition which edition the facts are about
 * @param object the object, for example {@code MXAPIWODETAIL}
 * @param metadata where the system itself tells about them; empty where it does not
 * @param requests what it wants of single requests
 * @param deviations what is otherwise in other editions
 * @param transport how one speaks with it
 */
public record FieldFacts(
    String system,
    String edition,
    String object,
    Optional<MetadataPlace> metadata,
    List<RequestRule> requests,
    List<Fact> fields,
    List<Deviation> deviations,
    TransportList transport) {

  /**
   * One field.
   *
   * @param name JSON pointer; a part {@code *} stands for any place in a list
   * @param ofAsset whether it stands in the record of an asset and not in the order's
   * @param encoding how a value that is no text is written
   * @param length longest text; empty for no limit known
   * @param upper whether it is kept in upper case
   * @param required as the mapping calls it
   * @param lowest smallest number
   * @param highest largest number
   * @param codes all that may stand there; empty where that is not a list or not known
   * @param readBack how it comes back when it is read
   * @param source where this is known from, with how surely
   */
  public record Fact(
      Mark where,
      String name,
      boolean ofAsset,
      Mapping.Type type,
      Encoding encoding,
      OptionalInt length,
      boolean upper,
      boolean creatable,
      boolean updatable,
      boolean filterable,
      Mapping.Required required,
      OptionalDouble lowest,
      OptionalDouble highest,
      List<String> codes,
      ReadBack readBack,
      String source) {

    /** The same with another length. */
    private Fact of(OptionalInt other) {
      return new Fact(
          where,
          name,
          ofAsset,
          type,
          encoding,
          other,
          upper,
          creatable,
          updatable,
          filterable,
          required,
          lowest,
          highest,
          codes,
          readBack,
          source);
    }
  }

  /**
   * A field that is otherwise in another edition.
   *
   * @param edition its name
   * @param field the field's name
   * @param length longest text there; empty where the field is not there
   */
  public record Deviation(String edition, String field, OptionalInt length) {}

  /** How a field comes back when it is read. */
  public enum ReadBack {
    /** As it was sent; line ends and blanks at the end of lines do not count. */
    AS_SENT,
    /** With mark-up of the vendor's own: letters and digits count. */
    FORMATTED,
    /** Not at all, or as something else. */
    NONE
  }

  /** The same about other fields. */
  public FieldFacts with(List<Fact> others) {
    return new FieldFacts(
        system, edition, object, metadata, requests, List.copyOf(others), deviations, transport);
  }

  /** The names of the other editions of which something is known, by name. */
  public SortedSet<String> editions() {
    return deviations.stream()
        .map(Deviation::edition)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /**
   * The same in another edition; what is not known to be otherwise there is as it is here.
   *
   * @param name one of {@link #editions}
   */
  public FieldFacts in(String name) {
    List<Fact> there = new ArrayList<>();
    for (Fact fact : fields) {
      Optional<Deviation> own =
          deviations.stream()
              .filter(each -> each.edition().equals(name) && each.field().equals(fact.name()))
              .findFirst();
      if (own.isEmpty()) {
        there.add(fact);
      } else if (own.get().length().isPresent()) {
        there.add(fact.of(own.get().length()));
      }
    }
    return new FieldFacts(
        system, name, object, metadata, requests, List.copyOf(there), List.of(), transport);
  }

  /** What is known about a field of the order. */
  public Optional<Fact> find(String name) {
    return find(name, "");
  }

  /**
   * What is known about a field.
   *
   * @param on name of the body in which it stands: {@code condition} is about an asset
   */
  public Optional<Fact> find(String name, String on) {
    boolean asset = on.equals("condition");
    List<Fact> of = fields.stream().filter(fact -> fact.ofAsset() == asset).toList();
    Optional<Fact> exact = of.stream().filter(fact -> fact.name().equals(name)).findFirst();
    return exact.isPresent()
        ? exact
        : of.stream().filter(fact -> Mapping.meets(fact.name(), name)).findFirst();
  }
}
