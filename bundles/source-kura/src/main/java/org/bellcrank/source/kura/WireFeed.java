package org.bellcrank.source.kura;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.bellcrank.journal.Store;
import org.eclipse.kura.configuration.ConfigurableComponent;
import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireEmitter;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireSupport;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;
import org.osgi.service.wireadmin.Producer;
import org.osgi.service.wireadmin.Wire;

/**
 * The way from Bellcrank into a wire graph: decisions and work orders, read from the journal from a
 * position that is kept, one record each.
 */
@Component(
    name = WireFeed.PID,
    service = {WireComponent.class, WireEmitter.class, Producer.class, ConfigurableComponent.class},
    property = {
      "kura.ui.service.hide:Boolean=true",
      "input.cardinality.minimum:Integer=0",
      "input.cardinality.maximum:Integer=0",
      "input.cardinality.default:Integer=0",
      "output.cardinality.minimum:Integer=1",
      "output.cardinality.maximum:Integer=1",
      "output.cardinality.default:Integer=1"
    },
    configurationPolicy = ConfigurationPolicy.REQUIRE,
    immediate = true)
@Designate(ocd = WireFeed.Config.class, factory = true)
public final class WireFeed implements WireEmitter, ConfigurableComponent {

  static final String PID = "org.bellcrank.source.kura.WireFeed";

  private final Store store;
  private final WireHelperService helper;
  private volatile WireSupport wires;
  private volatile Follower follower;

  /** Settings. */
  @ObjectClassDefinition(
      id = PID,
      localization = "OSGI-INF/l10n/source-kura",
      name = "%Bellcrank wire feed",
      description = "%Emits decisions and work orders into a wire graph, one record each")
  public @interface Config {

    /** Kinds. */
    @AttributeDefinition(
        name = "%Kinds",
        description =
            "%Kinds of journal entries that are emitted, at least one, for example order.raised")
    String[] kinds() default {"order.raised", "order.changed", "order.moved", "finding.disposed"};

    /** Start. */
    @AttributeDefinition(
        name = "%Start",
        description =
            "%Where an instance that was never connected begins: now, or at the beginning of the journal",
        options = {
          @Option(label = "%Now", value = "now"),
          @Option(label = "%Beginning", value = "beginning")
        })
    String start() default "now";
  }

  @Activate
  public WireFeed(@Reference Store store, @Reference WireHelperService helper) {
    this.store = store;
    this.helper = helper;
  }

  /** Waits for wires; the journal is followed while one is connected. */
  @Activate
  @SuppressWarnings("unchecked")
  public void start(ComponentContext context, Map<String, Object> properties, Config config) {
    Settings settings = new Settings(PID, properties);
    List<String> kinds = kinds(settings, config.kinds());
    String start = settings.text("start", config.start(), "now|beginning", "now, beginning");
    wires =
        helper.newWireSupport(
            this, (ServiceReference<WireComponent>) context.getServiceReference());
    String reader =
        "wire." + settings.name().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]", "-");
    follower =
        new Follower(settings.name(), reader, store, kinds, start.equals("now"), wires::emit);
    follower.start();
  }

  private static List<String> kinds(Settings settings, String[] given) {
    List<String> kinds =
        given == null
            ? List.of()
            : Arrays.stream(given).map(String::strip).filter(kind -> !kind.isEmpty()).toList();
    for (String kind : kinds) {
      settings.text("kinds", kind, "[a-z]+(\\.[a-zA-Z]+)+", "dotted names such as order.raised");
    }
    if (kinds.isEmpty()) {
      throw settings.refused("kinds", "none", "at least one, for example order.raised");
    }
    return kinds;
  }

  @Override
  public void consumersConnected(Wire[] connected) {
    wires.consumersConnected(connected);
    follower.connected(connected != null && connected.length > 0);
  }

  @Override
  public Object polled(Wire wire) {
    return wires.polled(wire);
  }

  /** What was emitted stays emitted; the position is kept. */
  @Deactivate
  public void stop() {
    follower.close();
  }
}
