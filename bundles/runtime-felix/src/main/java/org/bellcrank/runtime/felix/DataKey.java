package org.bellcrank.runtime.felix;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.crypto.CryptoService;

/**
 * The gateway's crypto service with a key of this data directory: AES-GCM, written as {@code
 * <iv>-<value>} in base64, the form Kura uses. Thread-safe.
 */
final class DataKey implements CryptoService {

  private static final int KEY_BYTES = 32;
  private static final int IV_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretKeySpec key;
  private final SecureRandom random = new SecureRandom();

  private DataKey(byte[] key) {
    this.key = new SecretKeySpec(key, "AES");
  }

  /** Reads the key of a data directory, making one at the first start. */
  static DataKey of(Path dataDirectory) throws StartException {
    Path file = dataDirectory.resolve("keys").resolve("runtime.key");
    try {
      if (!Files.exists(file)) {
        create(file);
      }
      byte[] key = Files.readAllBytes(file);
      if (key.length != KEY_BYTES) {
        throw StartException.notStarted(
            "%s holds %d bytes; a key has %d. Put the right file back"
                .formatted(file, key.length, KEY_BYTES));
      }
      return new DataKey(key);
    } catch (IOException e) {
      throw StartException.notStarted("key " + file + " cannot be used", e);
    }
  }

  private static void create(Path file) throws IOException {
    Files.createDirectories(file.getParent());
    if (Files.getFileStore(file.getParent()).supportsFileAttributeView("posix")) {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    }
    byte[] key = new byte[KEY_BYTES];
    new SecureRandom().nextBytes(key);
    Files.write(file, key);
  }

  @Override
  public char[] encryptAes(char[] value) throws KuraException {
    byte[] iv = new byte[IV_BYTES];
    random.nextBytes(iv);
    ByteBuffer plain = StandardCharsets.UTF_8.encode(CharBuffer.wrap(value));
    byte[] bytes = Arrays.copyOf(plain.array(), plain.limit());
    byte[] sealed = apply(Cipher.ENCRYPT_MODE, iv, bytes);
    Base64.Encoder base64 = Base64.getEncoder();
    return (base64.encodeToString(iv) + "-" + base64.encodeToString(sealed)).toCharArray();
  }

  @Override
  public char[] decryptAes(char[] encryptedValue) throws KuraException {
    String[] parts = new String(encryptedValue).split("-", -1);
    if (parts.length != 2) {
      throw new KuraException(KuraErrorCode.DECODER_ERROR, "not an encrypted value");
    }
    try {
      byte[] iv = Base64.getDecoder().decode(parts[0]);
      byte[] sealed = Base64.getDecoder().decode(parts[1]);
      byte[] plain = apply(Cipher.DECRYPT_MODE, iv, sealed);
      return new String(plain, StandardCharsets.UTF_8).toCharArray();
    } catch (IllegalArgumentException e) {
      throw new KuraException(KuraErrorCode.DECODER_ERROR, e, "not an encrypted value");
    }
  }

  private byte[] apply(int mode, byte[] iv, byte[] content) throws KuraException {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, iv));
      return cipher.doFinal(content);
    } catch (GeneralSecurityException e) {
      throw new KuraException(KuraErrorCode.DECODER_ERROR, e, "another key, or no encrypted value");
    }
  }
}
