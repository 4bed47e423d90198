package org.bellcrank.driver.opcua.security;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.eclipse.milo.opcua.stack.core.StatusCodes;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.security.CertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultClientCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.DefaultServerCertificateValidator;
import org.eclipse.milo.opcua.stack.core.security.MemoryCertificateQuarantine;
import org.eclipse.milo.opcua.stack.core.security.MemoryTrustListManager;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.validation.ValidationCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who is believed of those on the other side: those whose certificate, or the one of who signed it,
 * lies in the folder {@code trusted}. What is not believed is put into {@code rejected}, where a
 * person finds it and moves it over. Read anew with each connection. Safe for any thread.
 */
public final class TrustFolder implements CertificateValidator {

  private static final Logger LOG = LoggerFactory.getLogger(TrustFolder.class);

  /** Certificates that are kept for a person to look at. */
  public static final int MOST_REJECTED = 50;

  /** Bytes of one that is kept; usual ones have one or two thousand. */
  static final int MOST_BYTES = 16 * 1024;

  /** Who is on the other side. */
  public enum Side {
    /** Servers; a name is checked too where a signer is believed. */
    SERVER,
    /** Applications that connect to us. */
    CLIENT,
    /** People who show a certificate in place of a password. */
    USER;

    String word() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final Duration WAITING = Duration.ofDays(1);
  private static final Set<ValidationCheck> OF_USERS = EnumSet.of(ValidationCheck.VALIDITY);
  private static final Set<ValidationCheck> WITHOUT_HOST =
      EnumSet.of(ValidationCheck.APPLICATION_URI, ValidationCheck.VALIDITY);
  private static final Set<ValidationCheck> WITH_HOST =
      EnumSet.of(
          ValidationCheck.APPLICATION_URI, ValidationCheck.VALIDITY, ValidationCheck.HOSTNAME);

  private final Side side;
  private final String whose;
  private final Path trusted;
  private final Path rejected;
  private final Clock clock;
  private final Strangers strangers;
  private final Set<Path> told = ConcurrentHashMap.newKeySet();

  /**
   * Reads and makes nothing yet.
   *
   * @param side who shows certificates
   * @param whose named in the log, for example {@code OPC UA driver press-4}
   */
  public TrustFolder(Side side, String whose, Path folder) {
    this(side, whose, folder, Clock.systemUTC());
  }

  TrustFolder(Side side, String whose, Path folder, Clock clock) {
    this.side = side;
    this.clock = clock;
    strangers = new Strangers(clock);
    this.whose = whose;
    trusted = folder.resolve("trusted");
    rejected = folder.resolve("rejected");
  }

  @Override
  public void validateCertificateChain(
      List<X509Certificate> chain, String applicationUri, String[] hosts) throws UaException {
    if (chain.isEmpty()) {
      throw new UaException(
          StatusCodes.Bad_CertificateInvalid, "the " + side.word() + " shows no certificate");
    }
    X509Certificate shown = chain.get(0);
    MemoryTrustListManager trust = new MemoryTrustListManager();
    List<X509Certificate> believed = believed();
    trust.setTrustedCertificates(believed);
    // Who believes one certificate by itself knows whose it is; a name is needed where a signer is.
    Set<ValidationCheck> checks = checks(believed.contains(shown));
    MemoryCertificateQuarantine quarantine = new MemoryCertificateQuarantine();
    try {
      validator(trust, checks, quarantine).validateCertificateChain(chain, applicationUri, hosts);
    } catch (UaException e) {
      throw new UaException(
          e.getStatusCode().value(),
          quarantine.getRejectedCertificates().isEmpty() ? wrong(shown, e) : rejected(shown),
          e);
    }
  }

  private Set<ValidationCheck> checks(boolean itself) {
    return switch (side) {
      case SERVER -> itself ? WITHOUT_HOST : WITH_HOST;
      case CLIENT -> WITHOUT_HOST;
      case USER -> OF_USERS;
    };
  }

  private CertificateValidator validator(
      MemoryTrustListManager trust,
      Set<ValidationCheck> checks,
      MemoryCertificateQuarantine quarantine) {
    return side == Side.SERVER
        ? new DefaultClientCertificateValidator(trust, checks, quarantine)
        : new DefaultServerCertificateValidator(trust, checks, quarantine);
  }

  private String wrong(X509Certificate shown, UaException e) {
    String name = shown.getSubjectX500Principal().getName();
    if (e.getStatusCode().value() == StatusCodes.Bad_CertificateTimeInvalid) {
      return "certificate of the %s: given %s, valid from %s to %s; allowed: one that is valid now (is the clock right?)"
          .formatted(
              side.word(), name, shown.getNotBefore().toInstant(), shown.getNotAfter().toInstant());
    }
    return "certificate of the %s: given %s, refused with %s; allowed: one for this %s"
        .formatted(side.word(), name, Words.of(e.getStatusCode()), side.word());
  }

  private String rejected(X509Certificate shown) {
    String name = shown.getSubjectX500Principal().getName();
    try {
      Path file = put(shown);
      if (told.add(file)) {
        LOG.warn(
            "{}: the certificate of {} is not believed; to believe it, move {} to {}",
            whose,
            name,
            file,
            trusted);
      }
      return "certificate of the %s: given %s, which is not believed; to believe it, move %s to %s"
          .formatted(side.word(), name, file, trusted);
    } catch (IOException | GeneralSecurityException io) {
      long since = strangers.notKept();
      if (since > 0) {
        LOG.warn(
            "{}: {} tries with certificates that are not believed, the last {}, were not kept: {}",
            whose,
            since,
            name,
            io.getMessage());
      }
      return "certificate of the %s: given %s, which is not believed; allowed: those in %s (it could not be kept: %s)"
          .formatted(side.word(), name, trusted, io.getMessage());
    }
  }

  private synchronized Path put(X509Certificate shown)
      throws IOException, GeneralSecurityException {
    OwnerOnly.folder(rejected);
    Path file = rejected.resolve(thumbprint(shown) + ".der");
    if (!Files.exists(file)) {
      int size = shown.getEncoded().length;
      if (size > MOST_BYTES) {
        throw new IOException("given %d bytes; allowed: %d".formatted(size, MOST_BYTES));
      }
      if (side != Side.SERVER && !strangers.admits()) {
        throw new IOException("more than %d new ones in a minute".formatted(Strangers.A_MINUTE));
      }
      makeRoom();
      OwnerOnly.write(file, shown.getEncoded());
    }
    return file;
  }

  /**
   * The oldest goes: who shows another certificate at each try must not fill the disk. Of those who
   * come to us none of the last day goes: strangers must not push out whom a person is about to
   * believe.
   */
  private void makeRoom() throws IOException {
    List<Path> kept;
    try (Stream<Path> files = Files.list(rejected)) {
      kept =
          files
              .filter(each -> each.toString().endsWith(".der"))
              .sorted(Comparator.comparingLong(each -> each.toFile().lastModified()))
              .toList();
    }
    long newest =
        side == Side.SERVER ? Long.MAX_VALUE : clock.instant().minus(WAITING).toEpochMilli();
    for (Path old : kept.subList(0, Math.max(0, kept.size() - MOST_REJECTED + 1))) {
      if (old.toFile().lastModified() > newest) {
        throw new IOException(
            "%s holds %d of the last day; delete those that nobody knows"
                .formatted(rejected, MOST_REJECTED));
      }
      Files.deleteIfExists(old);
      told.remove(old);
    }
  }

  private static String thumbprint(X509Certificate shown) throws IOException {
    try {
      return java.util.HexFormat.of().formatHex(CertificateUtil.thumbprint(shown).bytesOrEmpty());
    } catch (UaException e) {
      throw new IOException(e.getMessage(), e);
    }
  }

  private List<X509Certificate> believed() {
    List<X509Certificate> all = new ArrayList<>();
    if (!Files.isDirectory(trusted)) {
      return all;
    }
    try (Stream<Path> files = Files.list(trusted)) {
      for (Path file :
          files
              .filter(each -> each.toString().matches(".*\\.(der|crt|cer|pem)"))
              .sorted()
              .toList()) {
        try (InputStream in = Files.newInputStream(file)) {
          CertificateFactory.getInstance("X.509").generateCertificates(in).stream()
              .map(X509Certificate.class::cast)
              .forEach(all::add);
        } catch (IOException | GeneralSecurityException e) {
          LOG.warn(
              "{}: {} is no certificate ({}); allowed: X.509 as DER or PEM; it is left out",
              whose,
              file,
              e.getMessage());
        }
      }
    } catch (IOException e) {
      LOG.warn("{}: {} cannot be read: {}", whose, trusted, e.getMessage());
    }
    return all;
  }
}
