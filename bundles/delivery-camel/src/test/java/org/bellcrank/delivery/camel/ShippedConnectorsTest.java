package org.bellcrank.delivery.camel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Hashtable;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.Version;

/** Connectors that bundles bring, while a framework exchanges the bundles. */
class ShippedConnectorsTest {

  @TempDir private Path data;
  private ShippedConnectors shipped;
  private SynchronousBundleListener tracker;
  private String content = "first";
  private boolean closed;
  private boolean empty;
  private boolean gone;
  private int state = Bundle.ACTIVE;
  private final Bundle bundle = proxy(Bundle.class, this::ofBundle);

  @BeforeEach
  void followed() {
    shipped = new ShippedConnectors(data.resolve("shipped"));
    shipped.follow(proxy(BundleContext.class, this::ofContext), Runnable::run);
  }

  @Test
  void aBundlesConnectorsAreUnpacked() throws IOException {
    assertThat(shipped.directories()).hasSize(1);
    assertThat(unpacked()).isEqualTo("first");
    Path home = data.resolve("shipped");
    assertThat(shipped.origin(home.resolve("example/acme"))).isEqualTo("example 1.2.3.b7");
    assertThat(shipped.origin(data.resolve("acme"))).isEqualTo("a folder on this gateway");
  }

  /** Seen on Felix: an update closes the content that is just being read. */
  @Test
  void contentThatClosesWhileItIsReadIsReadAgainAtTheNextLook() throws IOException {
    content = "second";
    closed = true;
    tracker.bundleChanged(new BundleEvent(BundleEvent.UPDATED, bundle));
    assertThat(shipped.directories()).hasSize(1);
    assertThat(unpacked()).as("what ran before runs on").isEqualTo("first");

    closed = false;
    shipped.directories();

    assertThat(unpacked()).isEqualTo("second");
  }

  /** Seen on Felix as well: for a moment there is no entry at all. */
  @Test
  void contentThatLooksEmptyDoesNotTakeTheConnectorAway() throws IOException {
    empty = true;
    tracker.bundleChanged(new BundleEvent(BundleEvent.UPDATED, bundle));
    assertThat(shipped.directories()).hasSize(1);
    assertThat(unpacked()).isEqualTo("first");

    empty = false;
    content = "second";
    shipped.directories();

    assertThat(unpacked()).isEqualTo("second");
  }

  @Test
  void anEntryThatGoesWhileItIsReadIsReadAgain() throws IOException {
    gone = true;
    content = "second";
    tracker.bundleChanged(new BundleEvent(BundleEvent.UPDATED, bundle));
    gone = false;
    shipped.directories();

    assertThat(unpacked()).isEqualTo("second");
  }

  @Test
  void whatIsOwedToARemovedBundleIsForgotten() {
    closed = true;
    tracker.bundleChanged(new BundleEvent(BundleEvent.UPDATED, bundle));
    state = Bundle.UNINSTALLED;
    tracker.bundleChanged(new BundleEvent(BundleEvent.UNINSTALLED, bundle));
    closed = false;

    assertThat(shipped.directories()).isEmpty();
  }

  private String unpacked() throws IOException {
    return Files.readString(data.resolve("shipped/example/acme/connector.yaml"));
  }

  private Object ofContext(Object self, Method method, Object[] given) {
    switch (method.getName()) {
      case "addBundleListener":
        tracker = (SynchronousBundleListener) given[0];
        return null;
      case "getBundles":
        return new Bundle[] {bundle};
      default:
        throw new UnsupportedOperationException(method.toString());
    }
  }

  private Object ofBundle(Object self, Method method, Object[] given) {
    switch (method.getName()) {
      case "getState":
        return state;
      case "getSymbolicName", "toString":
        return "example";
      case "getVersion":
        return new Version(1, 2, 3, "b7");
      case "getHeaders":
        return new Hashtable<>(Collections.singletonMap(ShippedConnectors.HEADER, "acme"));
      case "getEntryPaths":
        return empty ? null : Collections.enumeration(List.of("connectors/acme/connector.yaml"));
      case "getEntry":
        return gone ? null : entry();
      case "hashCode":
        return 1;
      case "equals":
        return self == given[0];
      default:
        throw new UnsupportedOperationException(method.toString());
    }
  }

  private URL entry() {
    try {
      return new URL(null, "bundle://1/connector.yaml", new Content());
    } catch (MalformedURLException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An entry of a bundle: its text, or the failure of a jar that is closed. */
  private final class Content extends URLStreamHandler {
    @Override
    protected URLConnection openConnection(URL url) {
      return new URLConnection(url) {
        @Override
        public void connect() {}

        @Override
        public InputStream getInputStream() throws IOException {
          if (closed) {
            throw new IOException("Stream closed");
          }
          return new ByteArrayInputStream(content.getBytes(StandardCharsets.UTF_8));
        }
      };
    }
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, handler));
  }
}
