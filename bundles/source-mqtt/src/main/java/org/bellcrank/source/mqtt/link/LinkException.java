package org.bellcrank.source.mqtt.link;

import java.io.EOFException;
import java.net.Socket;
import java.net.SocketException;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** What a broker or the way to it did not do. */
public final class LinkException extends Exception {

  private static final long serialVersionUID = 1L;

  /** Whose trouble it is. */
  enum Kind {
    /** The broker, or the way to it: waiting may help. */
    AWAY,
    /** The broker was reached, and ended the connection before it answered. */
    BROKEN,
    /** The broker was reached and does not let us in: what we say of ourselves is wrong. */
    REFUSED,
    /** What we would say of ourselves cannot be right; the broker was not asked. */
    UNFIT
  }

  /**
   * By the numbers of the answer to a connect: MQTT 3.1.1 section 3.2.2.3, MQTT 5 section 3.2.2.2.
   */
  private static final Map<Integer, String> REFUSALS =
      Map.of(
          2, "the client id",
          4, "bad user name or password",
          5, "not authorized",
          133, "the client id",
          134, "bad user name or password",
          135, "not authorized",
          138, "banned",
          140, "bad authentication method");

  /** Alerts of TLS by which the other side says that it is our certificate (RFC 8446, 6.2). */
  private static final Pattern CERTIFICATE =
      Pattern.compile(
          "alert: ((bad|unsupported)_certificate|certificate_\\w+|unknown_ca|access_denied)");

  private final Kind kind;

  LinkException(Exception cause) {
    super(words(cause), cause);
    kind = Kind.AWAY;
  }

  LinkException(String words) {
    this(Kind.AWAY, words);
  }

  LinkException(Kind kind, String words) {
    super(words);
    this.kind = kind;
  }

  private LinkException(Kind kind, String words, Exception cause) {
    super(words, cause);
    this.kind = kind;
  }

  /**
   * A connect that failed.
   *
   * @param reason as the client numbers it: the broker's own number where it answered
   */
  static LinkException connecting(int reason, Exception cause) {
    return Optional.ofNullable(REFUSALS.get(reason))
        .map(words -> "%s (reason %d)".formatted(words, reason))
        .or(() -> certificate(cause))
        .map(words -> new LinkException(Kind.REFUSED, words, cause))
        .orElseGet(
            () ->
                new LinkException(isBroken(cause) ? Kind.BROKEN : Kind.AWAY, words(cause), cause));
  }

  Kind kind() {
    return kind;
  }

  private static Optional<String> certificate(Exception failure) {
    return tls(failure)
        .map(each -> CERTIFICATE.matcher(String.valueOf(each.getMessage())))
        .filter(Matcher::find)
        .map(found -> "the certificate (TLS alert %s)".formatted(found.group(1)));
  }

  private static Optional<SSLException> tls(Exception failure) {
    return causes(failure)
        .filter(SSLException.class::isInstance)
        .map(SSLException.class::cast)
        .findFirst();
  }

  /**
   * A reset or an end of the stream. A broker of TLS 1.3 that does not take our certificate is seen
   * so as well, where its alert is lost.
   */
  private static boolean isBroken(Exception failure) {
    return causes(failure)
        .anyMatch(
            each ->
                each instanceof EOFException
                    || each.getClass() == SocketException.class && !isOfConnecting(each));
  }

  /**
   * Some who could not even connect have a subclass of their own; a network that is unreachable or
   * down has none, and its words are in the language of the system.
   */
  private static boolean isOfConnecting(Throwable failure) {
    return Stream.of(failure.getStackTrace())
        .anyMatch(
            each ->
                each.getClassName().equals(Socket.class.getName())
                    && each.getMethodName().equals("connect"));
  }

  private static Stream<Throwable> causes(Exception failure) {
    return Stream.iterate((Throwable) failure, Objects::nonNull, Throwable::getCause);
  }

  /** The client's own word for a failed handshake says nothing of why it failed. */
  private static String words(Exception failure) {
    return tls(failure)
        .map(each -> "no TLS with it (" + each.getMessage() + "), so nothing was sent")
        .orElseGet(
            () ->
                failure.getCause() == null
                    ? failure.getMessage()
                    : "%s (%s)".formatted(failure.getMessage(), failure.getCause()));
  }
}
