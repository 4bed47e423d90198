package org.bellcrank.keys.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A throw-away authority and what it signs, made by the JDK's keytool. */
public final class Authority {

  /** Of every store and key made here. */
  public static final String SECRET = "changeit-for-tests";

  private static final String LOCAL = "san=ip:127.0.0.1,dns:localhost";

  private final Path folder;
  private final Path store;
  private final String name;
  private int serial;

  /** Makes the authority; a second or so. */
  public Authority(Path folder, String name) throws IOException, InterruptedException {
    this.folder = Files.createDirectories(folder);
    this.name = name;
    store = folder.resolve(name + ".p12");
    keytool("ca", "CN=" + name, "-ext", "bc:c", "-ext", "ku=keyCertSign,cRLSign");
  }

  /** A key whose certificate this authority signed. */
  public record Signed(Key key, Certificate[] chain) {}

  /** A key with a certificate for 127.0.0.1 and localhost. */
  public Signed sign(String subject) throws Exception {
    return sign(subject, "-ext", LOCAL);
  }

  /** An RSA key, for what is signed with one; the others are of elliptic curves. */
  public Signed signRsa(String subject) throws Exception {
    return sign(subject, "-keyalg", "RSA", "-keysize", "2048", "-ext", LOCAL);
  }

  /** A key with a certificate for another host. */
  public Signed signForHost(String host) throws Exception {
    return sign(host, "-ext", "san=dns:" + host);
  }

  /** A key whose certificate ended five days ago. */
  public Signed signExpired(String subject) throws Exception {
    return sign(subject, "-ext", LOCAL, "-startdate", "-10d", "-validity", "5");
  }

  private Signed sign(String subject, String... more) throws Exception {
    String alias = "signed" + serial++;
    List<String> options = new ArrayList<>(List.of("-signer", "ca"));
    options.addAll(List.of(more));
    keytool(alias, "CN=" + subject, options.toArray(String[]::new));
    KeyStore all = load(store);
    return new Signed(
        all.getKey(alias, SECRET.toCharArray()), all.getCertificateChain(alias).clone());
  }

  /** The authority's own certificate. */
  public Certificate certificate() throws GeneralSecurityException, IOException {
    return load(store).getCertificate("ca");
  }

  /** An empty store. */
  public static KeyStore empty() throws GeneralSecurityException, IOException {
    KeyStore made = KeyStore.getInstance("PKCS12");
    made.load(null, null);
    return made;
  }

  /** A store that believes this authority. */
  public KeyStore trust() throws GeneralSecurityException, IOException {
    KeyStore made = empty();
    made.setCertificateEntry(name, certificate());
    return made;
  }

  /** Puts a key into a store. */
  public static void put(KeyStore into, String alias, Signed signed)
      throws GeneralSecurityException {
    into.setKeyEntry(alias, signed.key(), SECRET.toCharArray(), signed.chain());
  }

  /** The authority's certificate as a PEM file. */
  public Path pem() throws GeneralSecurityException, IOException {
    return pem(name + ".pem", "CERTIFICATE", certificate().getEncoded());
  }

  /** A chain as a PEM file. */
  public Path chainPem(String file, Signed signed) throws GeneralSecurityException, IOException {
    StringBuilder text = new StringBuilder();
    for (Certificate each : signed.chain()) {
      text.append(text("CERTIFICATE", each.getEncoded()));
    }
    return Files.writeString(folder.resolve(file), text);
  }

  /** A private key as a PEM file. */
  public Path keyPem(String file, Signed signed) throws IOException {
    return pem(file, "PRIVATE KEY", signed.key().getEncoded());
  }

  /** Writes a store as a PKCS12 file. */
  public static Path write(KeyStore keys, Path file) throws GeneralSecurityException, IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      keys.store(out, SECRET.toCharArray());
    }
    return file;
  }

  private Path pem(String file, String what, byte[] der) throws IOException {
    return Files.writeString(folder.resolve(file), text(what, der));
  }

  private static String text(String what, byte[] der) {
    return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
        .formatted(what, Base64.getMimeEncoder().encodeToString(der), what);
  }

  private static KeyStore load(Path file) throws GeneralSecurityException, IOException {
    KeyStore keys = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      keys.load(in, SECRET.toCharArray());
    }
    return keys;
  }

  private void keytool(String alias, String subject, String... more)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of("-J-Xshare:auto", "-J-XX:TieredStopAtLevel=1", "-genkeypair"));
    command.addAll(List.of("-alias", alias, "-dname", subject, "-storetype", "PKCS12"));
    if (!List.of(more).contains("-keyalg")) {
      command.addAll(List.of("-keyalg", "EC", "-groupname", "secp256r1"));
    }
    command.addAll(List.of("-keystore", store.toString(), "-storepass", SECRET));
    command.addAll(List.of(more));
    Process running = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (!running.waitFor(60, TimeUnit.SECONDS) || running.exitValue() != 0) {
      throw new IOException("keytool: " + said);
    }
  }
}
