package org.bellcrank.source.mqtt.link;

import org.bellcrank.keys.MissingKeysException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Why a connection does not stand. A broker that is away is told with each try; what a person has
 * to mend is told once, and again when it is another. Used by the link's thread; {@link #words} by
 * any.
 */
final class Trouble {

  private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);

  private static final String REFUSES = "it refuses the login: ";

  private final LinkSettings settings;
  private String missing = "";
  private String told = "";
  private volatile String words = "";

  Trouble(LinkSettings settings) {
    this.settings = settings;
  }

  /** Connected: what comes now is new. */
  void over() {
    missing = "";
    told = "";
    words = "";
  }

  /** What a person has to mend, for lamps; empty while there is nothing of it. */
  String words() {
    return words;
  }

  /** Not at the first try: what offers keystores may come a moment after this. */
  void missing(MissingKeysException keys) {
    words = keys.getMessage();
    if (!words.equals(missing)) {
      missing = words;
    } else if (isNews(words)) {
      LOG.error(
          "{} {}: {}; nothing is sent until it is there, it is looked for every {} s",
          settings.whose(),
          settings,
          words,
          BrokerLink.RETRY_SECONDS);
    }
  }

  /** A try failed. */
  void failed(Exception failure) {
    switch (failure instanceof LinkException told ? told.kind() : LinkException.Kind.AWAY) {
      case AWAY -> away(failure);
      case BROKEN -> broken(failure);
      case REFUSED -> refused(failure.getMessage());
      case UNFIT -> unfit(failure.getMessage());
    }
  }

  private void away(Exception failure) {
    words = "";
    LOG.warn(
        "{} {} cannot reach its broker: {}; trying again in {} s",
        settings.whose(),
        settings,
        failure.getMessage(),
        BrokerLink.RETRY_SECONDS);
  }

  /** One that said no before says no again: over TLS 1.3 its words are often lost. */
  private void broken(Exception failure) {
    if (words.startsWith(REFUSES)) {
      return;
    }
    words = "it ends the connection before it answers the login";
    if (isNews(words)) {
      LOG.error(
          "{} {}: the broker was reached and ends the connection before it answers the login ({}), as"
              + " some do with whom they do not let in; given {}; it is tried every {} s, and told"
              + " again when it is another",
          settings.whose(),
          settings,
          failure.getMessage(),
          settings.shown(),
          BrokerLink.RETRY_SECONDS);
    }
  }

  private void refused(String reason) {
    words = REFUSES + reason;
    if (isNews(words)) {
      LOG.error(
          "{} {}: the broker was reached and refuses the login: {}; given {}; allowed: what the"
              + " broker knows for this client id; it is tried every {} s, and told again when it"
              + " is another",
          settings.whose(),
          settings,
          reason,
          settings.shown(),
          BrokerLink.RETRY_SECONDS);
    }
  }

  private void unfit(String mistake) {
    words = mistake;
    if (isNews(words)) {
      LOG.error(
          "{} {}: {}; the broker is not asked until it is mended",
          settings.whose(),
          settings,
          mistake);
    }
  }

  /** Whether it was not told before; from now on it was. */
  boolean isNews(String said) {
    boolean news = !said.equals(told);
    told = said;
    return news;
  }
}
