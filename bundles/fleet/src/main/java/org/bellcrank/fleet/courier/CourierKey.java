package org.bellcrank.fleet.courier;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.MessageDigest;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.interfaces.EdECPrivateKey;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;

/** An Ed25519 key that signs what couriers carry. */
record CourierKey(PrivateKey secret, PublicKey open) {

  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int SHOWN = 16;

  /**
   * The gateway's own key; made at the first call, readable by its owner alone.
   *
   * @throws IOException when it cannot be read or written
   */
  static CourierKey own(Path folder) throws IOException {
    Path file = folder.resolve("courier.key");
    if (!Files.exists(file)) {
      Files.createDirectories(
          folder,
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      Path fresh =
          Files.createTempFile(
              folder,
              "courier",
              ".new",
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      try {
        KeyPair pair = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        String text = Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded());
        Files.writeString(fresh, BEGIN + "\n" + text + "\n" + END + "\n");
        Files.move(fresh, file);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException("every Java from 15 on has Ed25519", e);
      }
    }
    return read(file);
  }

  /**
   * Reads an unencrypted PKCS#8 file in PEM.
   *
   * @throws IOException when it is none, or no Ed25519 key
   */
  static CourierKey read(Path pem) throws IOException {
    String text = Files.readString(pem, StandardCharsets.US_ASCII).strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw new IOException(pem + ": given no PEM file; allowed: PKCS#8 that begins with " + BEGIN);
    }
    try {
      byte[] der =
          Base64.getMimeDecoder()
              .decode(text.substring(BEGIN.length(), text.length() - END.length()));
      PrivateKey secret =
          KeyFactory.getInstance("Ed25519").generatePrivate(new PKCS8EncodedKeySpec(der));
      return new CourierKey(secret, open(secret));
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(pem + ": given no Ed25519 key in PKCS#8: " + e.getMessage(), e);
    }
  }

  /**
   * The public key that belongs to a private one. PKCS#8 does not hold it and Java offers no way to
   * compute it but this: the generator takes its random bytes as the private key.
   */
  private static PublicKey open(PrivateKey secret) throws GeneralSecurityException {
    byte[] seed = ((EdECPrivateKey) secret).getBytes().orElseThrow();
    KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
    generator.initialize(
        NamedParameterSpec.ED25519,
        new SecureRandom() {
          private static final long serialVersionUID = 1L;

          @Override
          public void nextBytes(byte[] bytes) {
            System.arraycopy(seed, 0, bytes, 0, bytes.length);
          }
        });
    KeyPair pair = generator.generateKeyPair();
    if (!Arrays.equals(seed, ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow())) {
      throw new GeneralSecurityException("the public key cannot be told on this Java");
    }
    return pair.getPublic();
  }

  byte[] sign(byte[] text) {
    try {
      Signature signature = Signature.getInstance("Ed25519");
      signature.initSign(secret);
      signature.update(text);
      return signature.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("an Ed25519 key signs anything", e);
    }
  }

  /** The public key as text: base64 of its X.509 form. */
  String text() {
    return Base64.getEncoder().encodeToString(open.getEncoded());
  }

  /** What people compare over the phone. */
  static String fingerprint(String text) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.US_ASCII));
      return HexFormat.ofDelimiter(":").formatHex(hash, 0, SHOWN / 2);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** Whether the key of this text signed the bytes. */
  static boolean signed(String text, byte[] bytes, byte[] signature) {
    try {
      Signature check = Signature.getInstance("Ed25519");
      check.initVerify(
          KeyFactory.getInstance("Ed25519")
              .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(text))));
      check.update(bytes);
      return check.verify(signature);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      return false;
    }
  }

  /** Never the secret. */
  @Override
  public String toString() {
    return "courier key " + fingerprint(text());
  }
}
