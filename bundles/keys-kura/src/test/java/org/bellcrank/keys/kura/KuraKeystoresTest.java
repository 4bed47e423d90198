package org.bellcrank.keys.kura;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.security.KeyStore;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.net.ssl.KeyManagerFactory;
import org.bellcrank.keys.MissingKeysException;
import org.bellcrank.keys.testing.Authority;
import org.eclipse.kura.KuraErrorCode;
import org.eclipse.kura.KuraException;
import org.eclipse.kura.security.keystore.KeystoreChangedEvent;
import org.eclipse.kura.security.keystore.KeystoreService;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KuraKeystoresTest {

  private static final Map<String, Object> NAMED = Map.of("kura.service.pid", "SSLKeystore");

  @TempDir static Path papers;
  private static Authority plant;

  private final KuraKeystores cabinet = new KuraKeystores();
  private final List<String> heard = new ArrayList<>();
  private KeyStore content;
  private int reads;

  @BeforeAll
  static void sign() throws Exception {
    plant = new Authority(papers, "plant");
  }

  @BeforeEach
  void listen() throws Exception {
    content = plant.trust();
    cabinet.onChange(heard::add);
  }

  /** Kura's service, as far as it is asked. */
  private KeystoreService service() {
    return (KeystoreService)
        Proxy.newProxyInstance(
            KeystoreService.class.getClassLoader(),
            new Class<?>[] {KeystoreService.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getKeyStore" -> read();
                  case "getKeyManagers" -> {
                    KeyManagerFactory keys = KeyManagerFactory.getInstance((String) arguments[0]);
                    keys.init(content, Authority.SECRET.toCharArray());
                    yield List.of(keys.getKeyManagers());
                  }
                  case "equals" -> proxy == arguments[0];
                  case "hashCode" -> 1;
                  default -> throw new AssertionError(method.getName());
                });
  }

  private KeyStore read() throws KuraException {
    reads++;
    if (content == null) {
      throw new KuraException(KuraErrorCode.IO_ERROR, "cacerts.ks");
    }
    return content;
  }

  @Test
  void aKeystoreIsFoundByItsNameAndReadOnceUntilItChanges() throws Exception {
    cabinet.addKeystore(service(), NAMED);
    cabinet.addKeystore(service(), Map.of());
    assertThat(cabinet.names()).containsExactly("SSLKeystore");
    String before = cabinet.open("SSLKeystore").client("").fingerprint();
    assertThat(cabinet.open("SSLKeystore").client("").fingerprint()).isEqualTo(before);
    assertThat(reads).isEqualTo(1);

    content = new Authority(papers, "next").trust();
    cabinet.handleEvent(new KeystoreChangedEvent("HttpsKeystore"));
    assertThat(cabinet.open("SSLKeystore").client("").fingerprint()).isEqualTo(before);
    cabinet.handleEvent(new KeystoreChangedEvent("SSLKeystore"));
    assertThat(cabinet.open("SSLKeystore").client("").fingerprint()).isNotEqualTo(before);
    assertThat(heard).containsExactly("SSLKeystore", "HttpsKeystore", "SSLKeystore");
  }

  @Test
  void oneThatIsNotThereOrCannotBeOpenedIsOneLine() {
    assertThatThrownBy(() -> cabinet.open("SSLKeystore"))
        .isInstanceOf(MissingKeysException.class)
        .hasMessageContaining("none, this gateway offers no keystore");
    KeystoreService service = service();
    cabinet.addKeystore(service, NAMED);
    assertThatThrownBy(() -> cabinet.open("typo"))
        .hasMessage("keystore: given 'typo'; allowed: SSLKeystore");
    content = null;
    assertThatThrownBy(() -> cabinet.open("SSLKeystore"))
        .isInstanceOf(MissingKeysException.class)
        .hasMessageContaining("cannot be opened");
    cabinet.removeKeystore(service, NAMED);
    assertThat(cabinet.names()).isEmpty();
    assertThat(heard).containsExactly("SSLKeystore", "SSLKeystore");
  }

  @Test
  void aUserThatStumblesDoesNotKeepTheNewsFromTheOthers() {
    List<String> second = new ArrayList<>();
    cabinet.onChange(
        name -> {
          throw new IllegalStateException(name);
        });
    cabinet.onChange(second::add);
    cabinet.addKeystore(service(), NAMED);
    assertThat(second).containsExactly("SSLKeystore");
  }
}
