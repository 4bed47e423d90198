package org.bellcrank.itests.doubles;

/**
 * The part of a result that a query wants, and how the answer tells it.
 *
 * @param start number of its first record, as the query has it
 * @param from place of its first record, from 0
 * @param to place behind its last one
 * @param total records of the result
 */
record MifPaging(int start, int from, int to, int total) {

  /**
   * @param first number of a result's first record
   */
  static MifPaging of(MifMessage query, int first, int total) throws MifRefusal {
    int start = query.number("rsStart").orElse(first);
    int from = Math.max(0, Math.min(start - first, total));
    int size = query.number("maxItems").orElse(total);
    return new MifPaging(start, from, Math.min(from + size, total), total);
  }

  void open(String structure, StringBuilder xml) {
    xml.append(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Query%sResponse xmlns=\"%s\" rsStart=\"%d\" rsTotal=\"%d\" rsCount=\"%d\"><%sSet>"
            .formatted(structure, MifMessage.NAMESPACE, start, total, to - from, structure));
  }

  static String close(String structure, StringBuilder xml) {
    return xml.append("</%sSet></Query%sResponse>".formatted(structure, structure)).toString();
  }
}
