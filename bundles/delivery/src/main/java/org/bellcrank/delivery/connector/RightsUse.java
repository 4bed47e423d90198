package org.bellcrank.delivery.connector;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.bellcrank.delivery.Purpose;
import org.bellcrank.delivery.connector.Right.Need;
import org.bellcrank.delivery.connector.Right.Verb;

/**
 * What a connector does with records for each need, as far as its folder tells that with certainty:
 * whether a call reads a list or one record, and in which record a picture is kept, only its vendor
 * knows.
 */
final class RightsUse {

  private static final Set<Verb> SEES = EnumSet.of(Verb.FIND, Verb.READ);

  private static final Map<Need, List<Purpose>> FLOWS =
      Map.of(
          Need.ORDERS, List.of(Purpose.CREATE),
          Need.UPDATES, List.of(Purpose.UPDATE),
          Need.PICTURES, List.of(Purpose.ATTACH),
          Need.STAGES, List.of(Purpose.CHILDREN, Purpose.RELEASE, Purpose.COMMIT),
          Need.CONDITION, List.of(Purpose.CONDITION));

  private final Connector connector;

  RightsUse(Connector connector) {
    this.connector = connector;
  }

  boolean has(Need need) {
    return switch (need) {
      case ORDERS -> true;
      case READING -> connector.reading().isPresent();
      case REGISTER -> connector.assets().isPresent();
      default -> steps(need).findAny().isPresent();
    };
  }

  private Stream<Step> steps(Need need) {
    return FLOWS.getOrDefault(need, List.of()).stream()
        .flatMap(purpose -> connector.recipe().flow(purpose).stream());
  }

  /** What may stand in a right for it. */
  Set<Verb> possible(Need need) {
    Set<Verb> possible = EnumSet.copyOf(SEES);
    possible.addAll(
        switch (need) {
          case READING, REGISTER -> Set.of();
          case ORDERS, UPDATES -> changes(need);
          case PICTURES -> EnumSet.of(Verb.CREATE, Verb.CHANGE, Verb.ATTACH);
          case STAGES, CONDITION -> EnumSet.of(Verb.CREATE, Verb.CHANGE, Verb.STATUS);
        });
    return possible;
  }

  /** One change is what the flow is there for; whoever makes several may do other things too. */
  private Set<Verb> changes(Need need) {
    if (steps(need).filter(step -> step.effect().changes()).count() > 1) {
      return EnumSet.of(Verb.CREATE, Verb.CHANGE, Verb.STATUS);
    }
    return EnumSet.of(need == Need.ORDERS ? Verb.CREATE : Verb.CHANGE);
  }

  /** Sets of each of which one has to stand in the rights for it. */
  Collection<Set<Verb>> necessary(Need need) {
    Set<Verb> writes =
        switch (need) {
          case READING, REGISTER -> Set.of();
          case ORDERS -> EnumSet.of(Verb.CREATE);
          case UPDATES -> EnumSet.of(Verb.CHANGE);
          case PICTURES -> EnumSet.of(Verb.ATTACH);
          case STAGES, CONDITION -> EnumSet.of(Verb.CREATE, Verb.CHANGE, Verb.STATUS);
        };
    boolean sees = writes.isEmpty() || steps(need).anyMatch(step -> !step.effect().changes());
    return Stream.of(sees ? SEES : Set.<Verb>of(), writes).filter(any -> !any.isEmpty()).toList();
  }
}
