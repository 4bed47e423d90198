package org.bellcrank.site;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What may leave the site over a fleet channel. Orders go to their CMMS whatever stands here. */
public enum EgressProfile {
  /** Nothing, and no connection is used for it. */
  AIR_GAPPED(EnumSet.noneOf(Goods.class)),
  /** How the gateway is and how it is set up; nothing of what it saw. */
  SITE_ONLY(EnumSet.of(Goods.HEALTH, Goods.CONFIGURATION, Goods.FIGURES)),
  /** Everything. */
  CONNECTED(EnumSet.allOf(Goods.class));

  private final Set<Goods> allowed;

  EgressProfile(Set<Goods> allowed) {
    this.allowed = allowed;
  }

  /** Whether this may leave the site. */
  public boolean allows(Goods goods) {
    return allowed.contains(goods);
  }

  /** As it is written in settings, for example {@code site-only}. */
  public String word() {
    return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
  }

  /** The profile of a word; empty when there is none of that name. */
  public static Optional<EgressProfile> of(String word) {
    return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
  }

  /** The words of all profiles, for messages. */
  public static String words() {
    return Arrays.stream(values()).map(EgressProfile::word).collect(Collectors.joining(", "));
  }

  /** The words of the profiles under which this may leave the site, for messages. */
  public static String wordsAllowing(Goods goods) {
    return Arrays.stream(values())
        .filter(each -> each.allows(goods))
        .map(EgressProfile::word)
        .collect(Collectors.joining(", "));
  }

  /** Kinds of what may leave. */
  public enum Goods {
    /** States, alerts, reasons of a failure, how a request ended. */
    HEALTH,
    /** Site documents, versions of packages, documents and models. */
    CONFIGURATION,
    /** Counts and latencies, without what was counted. */
    FIGURES,
    /** Work orders and what became of them, as text. */
    ORDERS,
    /** Evidence: pictures, trends, documents. */
    IMAGES
  }
}
