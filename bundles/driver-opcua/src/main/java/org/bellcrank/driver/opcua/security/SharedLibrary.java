package org.bellcrank.driver.opcua.security;

import java.security.Security;
import java.util.Properties;
import org.bouncycastle.jce.provider.BouncyCastleProvider;
import org.eclipse.milo.opcua.stack.core.Stack;

/**
 * What all that stand on the library share in a process: its threads, and the provider of its
 * ciphers. This package travels in more than one bundle, each with classes of its own, so who uses
 * it is counted where all of them see it: among the system properties. Safe for any thread.
 */
public final class SharedLibrary {

  private static final String USERS = "bellcrank.opcua.users";
  private static final String ENDING = "bellcrank.opcua.ending";
  private static final String CIPHERS = "bellcrank.opcua.ciphers";
  private static final String FOREIGN = "bellcrank.opcua.ciphers.foreign";

  private SharedLibrary() {}

  /** Something is going to use the library; returns at once. */
  public static void enter() {
    synchronized (shared()) {
      count(USERS, 1);
    }
  }

  /**
   * Waits while the threads of former users end; for who has entered, before the library is used.
   *
   * @throws InterruptedException when interrupted meanwhile
   */
  public static void await() throws InterruptedException {
    Properties shared = shared();
    synchronized (shared) {
      while (shared.containsKey(ENDING)) {
        shared.wait();
      }
    }
  }

  /**
   * It ended. With the last one the threads of the library end, which may take seconds, so on a
   * thread of its own.
   */
  public static void leave() {
    Properties shared = shared();
    synchronized (shared) {
      if (count(USERS, -1) > 0 || shared.containsKey(ENDING)) {
        return;
      }
    }
    new Thread(SharedLibrary::end, "bellcrank-opcua-end").start();
  }

  private static void end() {
    Properties shared = shared();
    synchronized (shared) {
      if (shared.containsKey(USERS) || shared.putIfAbsent(ENDING, "true") != null) {
        return; // somebody came meanwhile
      }
    }
    try {
      Stack.releaseSharedResources();
    } finally {
      synchronized (shared) {
        shared.remove(ENDING);
        shared.notifyAll();
      }
    }
  }

  /** Something begins to need the provider; it is added where nobody has one. */
  static void needCiphers() {
    synchronized (shared()) {
      // The position is minus one where somebody else has added it already.
      if (count(CIPHERS, 1) == 1 && Security.addProvider(new BouncyCastleProvider()) < 0) {
        shared().setProperty(FOREIGN, "true");
      }
    }
  }

  /** It ended; the last one takes the provider away, if it was ours. */
  static void leaveCiphers() {
    synchronized (shared()) {
      if (count(CIPHERS, -1) == 0 && shared().remove(FOREIGN) == null) {
        Security.removeProvider(BouncyCastleProvider.PROVIDER_NAME);
      }
    }
  }

  private static Properties shared() {
    return System.getProperties();
  }

  /** Nothing is kept for none. */
  private static int count(String name, int step) {
    int now = Integer.parseInt(shared().getProperty(name, "0")) + step;
    if (now > 0) {
      shared().setProperty(name, String.valueOf(now));
    } else {
      shared().remove(name);
    }
    return now;
  }
}
