package org.bellcrank.build;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.CertPath;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import jdk.security.jarsigner.JarSigner;
import jdk.security.jarsigner.JarSignerException;

/**
 * Signs with a key given at build time: jars and deployment packages as {@code jarsigner} does,
 * other files by a signature beside them.
 */
public final class Signer {

  /** Where the certificate lies beside what was signed. */
  public static final String CERTIFICATE = "signing-certificate.pem";

  private final PrivateKey key;
  private final List<Certificate> chain;

  private Signer(PrivateKey key, List<Certificate> chain) {
    this.key = key;
    this.chain = List.copyOf(chain);
  }

  /**
   * Opens a key.
   *
   * @param store a PKCS#12 or JKS file
   * @throws FeatureException when the file, the password or the alias do not give a key
   */
  public static Signer open(Path store, String alias, char[] password) throws FeatureException {
    try {
      KeyStore keys = KeyStore.getInstance(store.toFile(), password);
      if (!keys.isKeyEntry(alias)) {
        throw new FeatureException(
            "sign.alias: given %s; allowed: a key of %s, which has no such key; nothing is built"
                .formatted(alias, store));
      }
      PrivateKey key = (PrivateKey) keys.getKey(alias, password);
      return new Signer(key, List.of(keys.getCertificateChain(alias)));
    } catch (IOException | GeneralSecurityException e) {
      throw new FeatureException(
          "sign.keystore: given %s; allowed: a PKCS#12 or JKS file that sign.storepass opens (%s)"
              .formatted(store, e.getMessage()),
          e);
    }
  }

  /** Writes a signed copy of a jar. */
  public void signJar(Path plain, Path signed) throws IOException, FeatureException {
    try (ZipFile zip = new ZipFile(plain.toFile());
        OutputStream out = Files.newOutputStream(signed)) {
      CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(chain);
      new JarSigner.Builder(key, path)
          .digestAlgorithm("SHA-256")
          .signerName("BELLCRNK")
          .build()
          .sign(zip, out);
    } catch (GeneralSecurityException | JarSignerException e) {
      throw new FeatureException(plain + " cannot be signed: " + e.getMessage(), e);
    }
  }

  /**
   * Writes a signed copy of a deployment package. The deployment admin of Kura takes the first
   * entry that is no bundle for the end of the bundles, so the signature stands last.
   */
  public void signPackage(Path plain, Path signed) throws IOException, FeatureException {
    Path first = signed.resolveSibling(signed.getFileName() + ".first");
    signJar(plain, first);
    try (ZipFile zip = new ZipFile(first.toFile());
        ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(signed))) {
      List<ZipEntry> last = new ArrayList<>();
      for (ZipEntry entry : zip.stream().<ZipEntry>map(each -> each).toList()) {
        boolean manifest = entry.getName().equals(JarFile.MANIFEST_NAME);
        if (entry.getName().startsWith("META-INF/") && !manifest) {
          last.add(entry);
        } else {
          copy(zip, entry, out);
        }
      }
      for (ZipEntry entry : last) {
        copy(zip, entry, out);
      }
    }
    Files.delete(first);
  }

  private static void copy(ZipFile zip, ZipEntry entry, ZipOutputStream out) throws IOException {
    ZipEntry copy = new ZipEntry(entry);
    if (copy.getMethod() == ZipEntry.DEFLATED) {
      copy.setCompressedSize(-1);
    }
    out.putNextEntry(copy);
    try (InputStream in = zip.getInputStream(entry)) {
      in.transferTo(out);
    }
    out.closeEntry();
  }

  /** Writes the signature of a file beside it, as {@code openssl dgst -sha256 -verify} reads it. */
  public Path signDetached(Path file) throws IOException, FeatureException {
    try (InputStream in = Files.newInputStream(file)) {
      Signature signature = Signature.getInstance(algorithm());
      signature.initSign(key);
      byte[] block = new byte[1 << 16];
      for (int read = in.read(block); read >= 0; read = in.read(block)) {
        signature.update(block, 0, read);
      }
      Path target = file.resolveSibling(file.getFileName() + ".sig");
      return Files.write(target, signature.sign());
    } catch (GeneralSecurityException e) {
      throw new FeatureException(file + " cannot be signed: " + e.getMessage(), e);
    }
  }

  private String algorithm() {
    return key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256with" + key.getAlgorithm();
  }

  /** Writes the certificate of the key into a folder. */
  public Path writeCertificate(Path folder) throws IOException, FeatureException {
    try {
      String text =
          "-----BEGIN CERTIFICATE-----\n"
              + Base64.getMimeEncoder(64, new byte[] {'\n'})
                  .encodeToString(chain.get(0).getEncoded())
              + "\n-----END CERTIFICATE-----\n";
      return Files.writeString(folder.resolve(CERTIFICATE), text, StandardCharsets.US_ASCII);
    } catch (GeneralSecurityException e) {
      throw new FeatureException("the certificate cannot be written: " + e.getMessage(), e);
    }
  }
}
