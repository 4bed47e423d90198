package org.bellcrank.container.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.bellcrank.container.InContainer;
import org.bellcrank.container.inside.Inside;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.ServiceFactory;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** Seen on the double of Kura 5.6: a service went while it was got, and its user stayed down. */
@InContainer(packages = {"bellcrank-libs", "bellcrank-core"})
class RevivedComponentTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  /** What is not there at the first asking. */
  public interface Shy {}

  /** Needs it, and is asked for by nobody. */
  @Component(name = "test.user", service = User.class, immediate = true)
  public static final class User {
    @Activate
    public User(@Reference Shy shy) {
      assertThat(shy).isNotNull();
    }
  }

  @Test
  void aComponentThatLostAServiceWhileItWasActivatedComesUp() throws Exception {
    ServiceComponentRuntime runtime = Inside.service(ServiceComponentRuntime.class);
    AtomicInteger asked = new AtomicInteger();
    Inside.context().registerService(Shy.class, new GoneAtFirst(asked), null);

    assertThat(asked).as("the first activation found nothing").hasPositiveValue();
    Instant end = Instant.now().plus(LIMIT);
    while (state(runtime) != ComponentConfigurationDTO.ACTIVE) {
      assertThat(Instant.now()).as("state %s", state(runtime)).isBefore(end);
      Thread.onSpinWait();
    }
  }

  /** Zero while the component is switched off and on again. */
  private static int state(ServiceComponentRuntime runtime) {
    ComponentDescriptionDTO user =
        runtime.getComponentDescriptionDTO(Inside.context().getBundle(), "test.user");
    return runtime.getComponentConfigurationDTOs(user).stream()
        .mapToInt(instance -> instance.state)
        .sum();
  }

  private record GoneAtFirst(AtomicInteger asked) implements ServiceFactory<Shy> {
    @Override
    public Shy getService(Bundle bundle, ServiceRegistration<Shy> registration) {
      return asked.getAndIncrement() == 0 ? null : new Shy() {};
    }

    @Override
    public void ungetService(Bundle bundle, ServiceRegistration<Shy> registration, Shy shy) {}
  }
}
