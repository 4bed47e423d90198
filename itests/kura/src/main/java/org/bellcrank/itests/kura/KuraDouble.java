package org.bellcrank.itests.kura;

import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;

/**
 * A gateway of Eclipse Kura as far as an add-on can tell. Settings are system properties:
 *
 * <ul>
 *   <li>{@code double.home}: folder of snapshots, packages and temporary files; given
 *   <li>{@code double.rest}: port of REST on 127.0.0.1; given
 *   <li>{@code double.broker}: address of the broker; without it there is no cloud connection
 *   <li>{@code double.account}, {@code double.client}: the gateway's place in the cloud's topics
 *   <li>{@code double.user}, {@code double.password}: an identity with every permission
 * </ul>
 */
public final class KuraDouble implements BundleActivator {

  private Gateway gateway;

  @Override
  public void start(BundleContext context) throws Exception {
    gateway = new Gateway(context, Settings.of(System.getProperties()));
    gateway.start();
  }

  @Override
  public void stop(BundleContext context) {
    gateway.close();
  }
}
