package org.bellcrank.itests.kura;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.function.BiPredicate;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.bellcrank.itests.kura.cloud.CloudConnection;
import org.bellcrank.itests.kura.cloud.ConfV2;
import org.bellcrank.itests.kura.cloud.DeployV2;
import org.bellcrank.itests.kura.cloud.Handlers;
import org.bellcrank.itests.kura.cloud.Inventory;
import org.bellcrank.itests.kura.cloud.Outbox;
import org.bellcrank.itests.kura.cloud.Publishers;
import org.bellcrank.itests.kura.configuration.Configuring;
import org.bellcrank.itests.kura.configuration.Crypto;
import org.bellcrank.itests.kura.configuration.KuraConfigurations;
import org.bellcrank.itests.kura.deployment.AgentService;
import org.bellcrank.itests.kura.deployment.Packages;
import org.bellcrank.itests.kura.rest.AddOnResources;
import org.bellcrank.itests.kura.rest.CloudConnectionRest;
import org.bellcrank.itests.kura.rest.ConfigurationRest;
import org.bellcrank.itests.kura.rest.DeployRest;
import org.bellcrank.itests.kura.rest.Forward;
import org.bellcrank.itests.kura.rest.Identities;
import org.bellcrank.itests.kura.rest.RestServer;
import org.bellcrank.itests.kura.security.Keystores;
import org.bellcrank.itests.kura.wires.Wiring;
import org.eclipse.kura.cloudconnection.request.RequestHandlerRegistry;
import org.eclipse.kura.configuration.ConfigurationService;
import org.eclipse.kura.crypto.CryptoService;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.deploymentadmin.DeploymentAdmin;
import org.osgi.service.event.EventAdmin;
import org.osgi.service.useradmin.UserAdmin;

/** Puts the double's parts together, in the order in which Kura's come up. */
final class Gateway implements AutoCloseable {

  private final BundleContext context;
  private final Settings settings;
  private Configuring configuring;
  private Packages packages;
  private RestServer rest;
  private CloudConnection cloud;
  private DeployV2 deployments;
  private Outbox outbox;
  private Wiring wiring;

  Gateway(BundleContext context, Settings settings) {
    this.context = context;
    this.settings = settings;
  }

  void start() throws IOException {
    Path kept = Files.createDirectories(settings.home().resolve("packages"));
    Path temporary = Files.createDirectories(settings.home().resolve("tmp"));
    EventAdmin events = service(EventAdmin.class);
    configuring =
        new Configuring(
            context,
            service(ConfigurationAdmin.class),
            events,
            settings.home().resolve("snapshots"));
    CryptoService crypto = new Crypto(configuring.aes());
    context.registerService(CryptoService.class, crypto, null);
    Keystores keystores = new Keystores(context, crypto, events);
    keystores.offer();
    context.registerService(
        ConfigurationService.class,
        new KuraConfigurations(configuring.store(), configuring.registered()),
        null);
    packages =
        new Packages(
            context,
            service(DeploymentAdmin.class),
            events,
            kept,
            settings.home().resolve("dpa.properties"),
            this::told);
    AgentService.offer(context, packages, temporary);
    DeployRest deploy = new DeployRest(packages, temporary);
    ConfigurationRest configuration =
        new ConfigurationRest(configuring.store(), configuring.registered());
    rest(deploy, configuration);
    if (settings.broker() != null) {
      cloud(temporary, deploy, configuration);
    }
    wiring = new Wiring(context);
    configuring.start();
    keystores.first(configuring.store(), settings.home().resolve("security"));
    packages.installAgain();
  }

  private void told() {
    if (cloud != null) {
      cloud.certificates();
    }
  }

  private void cloud(Path temporary, DeployRest deploy, ConfigurationRest configuration)
      throws IOException {
    try {
      cloud = new CloudConnection(settings.broker(), settings.account(), settings.client());
    } catch (MqttException e) {
      throw new IOException("no cloud connection to " + settings.broker(), e);
    }
    Inventory inventory = new Inventory(packages, deploy::inventory, deploy::bundles);
    deployments = new DeployV2(cloud, packages, temporary, inventory);
    cloud.register(Inventory.ID, inventory);
    cloud.register(DeployV2.ID, deployments);
    cloud.register(ConfV2.ID, new ConfV2(configuration));
    outbox = new Outbox(cloud);
    new Publishers(context, cloud, outbox).offer();
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("kura.service.pid", "org.eclipse.kura.cloud.CloudService");
    context.registerService(RequestHandlerRegistry.class, new Handlers(cloud), properties);
    cloud.start();
  }

  private void rest(DeployRest deploy, ConfigurationRest configuration) throws IOException {
    context.registerService(
        org.apache.felix.useradmin.RoleRepositoryStore.class, new MemoryRoles(), null);
    Identities identities = new Identities(service(UserAdmin.class));
    identities.create(settings.user(), settings.password(), "kura.admin");
    identities.create(settings.user() + "-without-permissions", settings.password());
    identities.create("reader", settings.password(), "rest.bellcrank.read");
    rest = new RestServer(settings.restPort(), identities);
    identities.offer(rest);
    deploy.offer(rest);
    configuration.offer(rest);
    new CloudConnectionRest(configuring.store()).offer(rest);
    if (settings.addOnPort() > 0) {
      AddOnResources.guard(context, identities);
      rest.foreign(new Forward(settings.addOnPort()));
    }
    if (settings.jakartaPort() > 0) {
      tellWhoMay(identities);
      rest.foreign(new Forward(settings.jakartaPort()));
    }
    rest.start();
  }

  /** To the launcher's server, in types that it shares. */
  private void tellWhoMay(Identities identities) {
    Dictionary<String, Object> ours = new Hashtable<>();
    ours.put("double.identities", true);
    Function<UnaryOperator<String>, String> names = identities::name;
    context.registerService(Function.class, names, ours);
    BiPredicate<String, String> permissions = identities::may;
    context.registerService(BiPredicate.class, permissions, ours);
  }

  private <T> T service(Class<T> type) {
    ServiceReference<T> reference = context.getServiceReference(type);
    if (reference == null) {
      throw new IllegalStateException("the framework offers no " + type.getSimpleName());
    }
    return context.getService(reference);
  }

  @Override
  public void close() {
    if (cloud != null) {
      deployments.close();
      outbox.close();
      cloud.close();
    }
    wiring.close();
    rest.close();
    packages.close();
    configuring.close();
  }
}
