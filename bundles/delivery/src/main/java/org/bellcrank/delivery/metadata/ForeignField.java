package org.bellcrank.delivery.metadata;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import org.bellcrank.delivery.connector.Mapping;

/**
 * What metadata says of one field.
 *
 * @param name as it stands there
 * @param words its type in the metadata's own words, for example {@code Edm.String}
 * @param fits which of our types it can be; empty where the metadata does not tell
 * @param length longest text, in characters; empty where none is told
 * @param upper whether it is told that it is kept in upper case
 * @param use what may be done with it
 * @param required whether it is told that nothing can be created without it
 * @param lowest smallest number; empty where none is told
 * @param highest largest number; empty where none is told
 * @param codes the only values that it takes; empty where none are told
 * @param structure name of what stands below it; empty for a plain value
 */
public record ForeignField(
    String name,
    String words,
    Set<Mapping.Type> fits,
    OptionalInt length,
    boolean upper,
    Use use,
    boolean required,
    OptionalDouble lowest,
    OptionalDouble highest,
    List<String> codes,
    Optional<String> structure) {

  /** What may be done with a field; empty where the metadata does not tell. */
  public record Use(
      Optional<Boolean> creatable, Optional<Boolean> updatable, Optional<Boolean> filterable) {

    static final Use UNTOLD = new Use(Optional.empty(), Optional.empty(), Optional.empty());

    /** Shown, and filled by nobody else. */
    static final Use READ_ONLY = new Use(Optional.of(false), Optional.of(false), Optional.empty());
  }

  static ForeignField of(String name, String words, Set<Mapping.Type> fits) {
    return new ForeignField(
        name,
        words,
        fits,
        OptionalInt.empty(),
        false,
        Use.UNTOLD,
        false,
        OptionalDouble.empty(),
        OptionalDouble.empty(),
        List.of(),
        Optional.empty());
  }

  ForeignField text(OptionalInt longest, boolean upperCase, List<String> allowed) {
    return new ForeignField(
        name, words, fits, longest, upperCase, use, required, lowest, highest, allowed, structure);
  }

  ForeignField between(OptionalDouble least, OptionalDouble most) {
    return new ForeignField(
        name, words, fits, length, upper, use, required, least, most, codes, structure);
  }

  ForeignField used(Use told, boolean needed) {
    return new ForeignField(
        name, words, fits, length, upper, told, needed, lowest, highest, codes, structure);
  }

  ForeignField over(Optional<String> below) {
    return new ForeignField(
        name, words, fits, length, upper, use, required, lowest, highest, codes, below);
  }
}
