package org.bellcrank.vision.javacv;

import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Orders file names as people do: shot2 before shot10. */
final class NameOrder implements Comparator<String> {

  private static final Pattern PART = Pattern.compile("[0-9]+|[^0-9]+");

  @Override
  public int compare(String left, String right) {
    Matcher a = PART.matcher(left);
    Matcher b = PART.matcher(right);
    while (a.find()) {
      if (!b.find()) {
        return 1;
      }
      int order = part(a.group(), b.group());
      if (order != 0) {
        return order;
      }
    }
    return b.find() ? -1 : left.compareTo(right);
  }

  private static int part(String a, String b) {
    if (!isNumber(a) || !isNumber(b)) {
      return a.compareTo(b);
    }
    String x = a.replaceFirst("^0+", "");
    String y = b.replaceFirst("^0+", "");
    return x.length() == y.length() ? x.compareTo(y) : Integer.compare(x.length(), y.length());
  }

  private static boolean isNumber(String part) {
    return part.charAt(0) >= '0' && part.charAt(0) <= '9';
  }
}
