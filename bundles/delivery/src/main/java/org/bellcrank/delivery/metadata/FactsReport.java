package org.bellcrank.delivery.metadata;

import java.util.List;
import org.bellcrank.document.Mark;

/**
 * How a folder's facts and a system's own metadata differ.
 *
 * @param compared how many fields were looked for there
 * @param differences in the order of the facts; empty when there are none
 * @param unknown fields of the entity that the facts do not name and that nothing needs
 */
public record FactsReport(int compared, List<Difference> differences, List<ForeignField> unknown) {

  /**
   * Of one field, or of an entity that is not there.
   *
   * @param where the fact's place in the file
   * @param field its name in the facts; that of the entity where it is one
   * @param aspects what differs, one at least
   * @param consequences what of mapping and recipe would not be taken, each with file and line;
   *     empty when all of it still fits
   */
  public record Difference(
      Mark where, String field, List<Aspect> aspects, List<String> consequences) {

    /** One line without its consequences. */
    public String text() {
      StringBuilder text = new StringBuilder(where + ": " + field + ": ");
      for (int i = 0; i < aspects.size(); i++) {
        Aspect aspect = aspects.get(i);
        text.append(i == 0 ? "" : "; ")
            .append("%s %s here, %s there".formatted(aspect.what(), aspect.here(), aspect.there()));
      }
      return text.toString();
    }
  }

  /**
   * One thing that differs.
   *
   * @param what key of {@code facts.yaml}, or {@code field} or {@code entity}
   * @param here as the facts have it
   * @param there as the metadata has it
   */
  public record Aspect(String what, String here, String there) {}
}
