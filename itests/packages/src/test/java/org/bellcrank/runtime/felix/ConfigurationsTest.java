package org.bellcrank.runtime.felix;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.bellcrank.runtime.felix.parts.Idle;
import org.eclipse.kura.KuraException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.metatype.MetaTypeService;

/** Configurations reach components with the conventions of a gateway. */
class ConfigurationsTest {

  private static final String METATYPE =
      """
      <MetaData xmlns="http://www.osgi.org/xmlns/metatype/v1.2.0">
        <OCD id="%1$s" name="%1$s">
          <AD id="port" type="Integer" default="8080"/>
          <AD id="topics" type="String" cardinality="5" default="a,b"/>
          <AD id="user" type="String" default="" required="false"/>
          <AD id="wrong" type="Integer" default="many"/>
        </OCD>
        <Designate %2$s="%1$s"><Object ocdref="%1$s"/></Designate>
      </MetaData>
      """;

  @TempDir private Path folder;
  private TestGateway gateway;
  private Configurations configurations;

  @BeforeEach
  void start() throws Exception {
    gateway = new TestGateway(folder);
    gateway.install(
        TestBundle.pack(
            folder,
            "tested",
            "1.0.0",
            component("once.Part", "pid"),
            component("camera.Part", "factoryPid")));
    configurations =
        new Configurations(
            gateway.gateway().service(ConfigurationAdmin.class),
            Definitions.of(
                gateway.gateway().context(), gateway.gateway().service(MetaTypeService.class)));
  }

  @AfterEach
  void stop() {
    gateway.close();
  }

  private static TestBundle component(String name, String designate) {
    return new TestBundle(name.replace(".Part", ""))
        .text("OSGI-INF/metatype/" + name + ".xml", METATYPE.formatted(name, designate))
        .component(
            name,
            "configuration-policy=\"require\"",
            Idle.class,
            "<service><provide interface=\"java.lang.Runnable\"/></service>");
  }

  /** The properties of the component of that name, once it has them. */
  private Map<String, Object> properties(String pid, String further) throws Exception {
    String filter = "(&(kura.service.pid=" + pid + ")" + further + ")";
    return within(
        () -> {
          List<ServiceReference<Runnable>> found = references(filter);
          return found.isEmpty()
              ? null
              : org.osgi.framework.FrameworkUtil.asMap(found.get(0).getProperties());
        });
  }

  private List<ServiceReference<Runnable>> references(String filter) {
    try {
      return List.copyOf(gateway.gateway().context().getServiceReferences(Runnable.class, filter));
    } catch (InvalidSyntaxException e) {
      throw new IllegalArgumentException(filter, e);
    }
  }

  private static <T> T within(java.util.function.Supplier<T> condition) {
    long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    T value = condition.get();
    while (value == null && System.nanoTime() < deadline) {
      Thread.onSpinWait();
      value = condition.get();
    }
    assertThat(value).as("within ten seconds").isNotNull();
    return value;
  }

  @Test
  void aComponentThatExistsOnceGetsItsDefaults() throws Exception {
    configurations.feed(List.of(), true);

    assertThat(properties("once.Part", ""))
        .containsEntry("port", 8080)
        .containsEntry("topics", new String[] {"a", "b"})
        .doesNotContainKeys("user", "wrong");
  }

  @Test
  void withoutSeedingNothingStartsThatWasNotNamed() throws Exception {
    configurations.feed(List.of(new ConfigurationEntry("camera1", "camera.Part", Map.of())), false);

    properties("camera1", "");
    assertThat(references("(kura.service.pid=once.Part)")).isEmpty();
  }

  @Test
  void aFactorysInstanceIsFoundByTheNameAPersonGaveAndKeepsWhatWasSaid() throws Exception {
    configurations.feed(
        List.of(new ConfigurationEntry("camera1", "camera.Part", Map.of("port", 9))), true);

    assertThat(properties("camera1", ""))
        .containsEntry("port", 9)
        .containsEntry("topics", new String[] {"a", "b"})
        .containsEntry("service.factoryPid", "camera.Part");
  }

  @Test
  void anInstanceIsMadeChangedAndRemovedWhileTheGatewayRuns() throws Exception {
    configurations.createFactoryConfiguration("camera.Part", "two", Map.of("port", 1), false);
    properties("two", "(port=1)");

    configurations.updateConfiguration("two", Map.of("port", 2));
    assertThat(properties("two", "(port=2)")).containsEntry("topics", new String[] {"a", "b"});

    configurations.deleteFactoryConfiguration("two", false);
    within(() -> references("(kura.service.pid=two)").isEmpty() ? true : null);
    assertThat(configurations.getConfigurableComponentPids()).doesNotContain("two");
  }

  @Test
  void wrongNamesAreRefused() throws Exception {
    configurations.createFactoryConfiguration("camera.Part", "two", Map.of(), false);

    assertThatThrownBy(
            () -> configurations.createFactoryConfiguration("camera.Part", "two", null, false))
        .isInstanceOf(KuraException.class)
        .hasMessageContaining("two");
    assertThatThrownBy(() -> configurations.updateConfiguration("three", Map.of()))
        .hasMessageContaining("three");
    assertThatThrownBy(() -> configurations.deleteFactoryConfiguration("three", false))
        .hasMessageContaining("three");
  }
}
