package org.bellcrank.driver.opcua.security;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PrivateKey;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Period;
import java.util.List;
import org.bellcrank.keys.CertificateTerms;
import org.eclipse.milo.opcua.stack.core.UaException;
import org.eclipse.milo.opcua.stack.core.util.CertificateUtil;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateBuilder;
import org.eclipse.milo.opcua.stack.core.util.SelfSignedCertificateGenerator;

/**
 * What the gateway shows to a server as an application (OPC 10000-4, 6.1).
 *
 * @param key never shown
 * @param chain its own certificate first
 */
public record Identity(PrivateKey key, List<X509Certificate> chain) {

  private static final Object MAKING = new Object();
  private static final int KEY_BITS = 2048;
  private static final Period VALIDITY = Period.ofYears(5);

  /** Keeps a copy of the chain. */
  public Identity {
    chain = List.copyOf(chain);
  }

  /** Key and certificate as the library wants them. */
  public KeyPair pair() {
    return new KeyPair(chain.get(0).getPublicKey(), key);
  }

  /** The URI by which a server knows the application; it stands in the certificate. */
  public String applicationUri() {
    return CertificateUtil.getSanUri(chain.get(0)).orElse("urn:bellcrank:gateway");
  }

  /**
   * The one in a folder; makes one where there is none, which takes a moment.
   *
   * @param folder {@code own} in it holds key and certificate; open to its owner alone
   * @throws IOException when it cannot be read or made
   */
  public static Identity in(Path folder) throws IOException {
    return in(folder, List.of());
  }

  /**
   * As above; one that is made also carries these names.
   *
   * @param names hosts and IP addresses under which it is reached; nothing changes in one that is
   *     there already
   */
  public static Identity in(Path folder, List<String> names) throws IOException {
    Path own = folder.resolve("own");
    Path key = own.resolve("key.der");
    Path certificate = own.resolve("certificate.der");
    try {
      // Several drivers of one gateway share it.
      synchronized (MAKING) {
        if (!Files.exists(certificate)) {
          OwnerOnly.folder(folder);
          OwnerOnly.folder(own);
          KeyPair made = SelfSignedCertificateGenerator.generateRsaKeyPair(KEY_BITS);
          OwnerOnly.write(key, made.getPrivate().getEncoded());
          OwnerOnly.write(certificate, signed(made, names).getEncoded());
        }
      }
      PrivateKey read =
          KeyFactory.getInstance("RSA")
              .generatePrivate(new PKCS8EncodedKeySpec(Files.readAllBytes(key)));
      return new Identity(
          read,
          List.of(
              (X509Certificate)
                  CertificateFactory.getInstance("X.509")
                      .generateCertificate(
                          new ByteArrayInputStream(Files.readAllBytes(certificate)))));
    } catch (GeneralSecurityException e) {
      throw new IOException("own certificate in %s: %s".formatted(own, e.getMessage()), e);
    }
  }

  private static X509Certificate signed(KeyPair pair, List<String> names) throws IOException {
    try {
      String host = java.net.InetAddress.getLocalHost().getHostName();
      SelfSignedCertificateBuilder builder =
          new SelfSignedCertificateBuilder(pair)
              .setCommonName("Bellcrank gateway")
              .setOrganization("Bellcrank")
              .setApplicationUri("urn:bellcrank:gateway:" + host.replaceAll("[^A-Za-z0-9.-]", "-"))
              .addDnsName(host)
              .setValidityPeriod(VALIDITY);
      for (String name : names) {
        if (name.matches("[0-9.]+|.*:.*")) {
          builder.addIpAddress(name);
        } else if (!name.equals(host)) {
          builder.addDnsName(name);
        }
      }
      return builder.build();
    } catch (Exception e) { // Milo's builder declares no less
      throw new IOException("no certificate could be made: " + e.getMessage(), e);
    }
  }

  /**
   * How long a certificate lasts, for its lamp.
   *
   * @param name of the lamp
   */
  public static CertificateTerms.Term term(String name, X509Certificate certificate) {
    return new CertificateTerms.Term(
        name,
        certificate.getSubjectX500Principal().getName(),
        certificate.getNotAfter().toInstant());
  }

  /** Never the key. */
  @Override
  public String toString() {
    return chain.get(0).getSubjectX500Principal().getName();
  }

  /** Its thumbprint, by which a server's administrator finds it. */
  public String thumbprint() {
    try {
      return java.util.HexFormat.of()
          .formatHex(CertificateUtil.thumbprint(chain.get(0)).bytesOrEmpty());
    } catch (UaException e) {
      return "";
    }
  }
}
