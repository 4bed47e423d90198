package org.bellcrank.itests.kura.wires;

import java.util.ArrayList;
import java.util.List;
import org.eclipse.kura.asset.Asset;
import org.eclipse.kura.asset.AssetService;
import org.eclipse.kura.wire.WireComponent;
import org.eclipse.kura.wire.WireEmitter;
import org.eclipse.kura.wire.WireHelperService;
import org.eclipse.kura.wire.WireReceiver;
import org.osgi.framework.BundleContext;
import org.osgi.service.wireadmin.Consumer;
import org.osgi.service.wireadmin.Producer;
import org.osgi.util.tracker.ServiceTracker;

/**
 * Wires and assets: the helper, the graph, a timer, a logger, and assets over drivers or of
 * simulated channels.
 */
public final class Wiring {

  private final List<Instances> stock = new ArrayList<>();
  private final Graph graph;
  private final ServiceTracker<Asset, Asset> assets;

  public Wiring(BundleContext context) {
    context.registerService(WireHelperService.class, new WireHelper(context), null);
    graph = new Graph(context);
    stock.add(
        new Instances(
            context,
            "org.eclipse.kura.wire.Timer",
            TimerComponent::new,
            WireComponent.class,
            WireEmitter.class,
            Producer.class));
    stock.add(
        new Instances(
            context,
            "org.eclipse.kura.wire.Logger",
            LoggerComponent::new,
            WireComponent.class,
            WireReceiver.class,
            Consumer.class));
    stock.add(
        new Instances(
            context,
            "org.eclipse.kura.asset",
            settings ->
                SimulatedAsset.DRIVER.equals(settings.get("driver.pid"))
                    ? new SimulatedAsset(settings)
                    : new DriverAsset(context, settings),
            Asset.class));
    assets = new ServiceTracker<>(context, Asset.class, null);
    assets.open();
    context.registerService(AssetService.class, new Assets(), null);
  }

  private final class Assets implements AssetService {

    @Override
    public Asset getAsset(String pid) {
      return listAssets().stream()
          .filter(asset -> pid.equals(getAssetPid(asset)))
          .findFirst()
          .orElse(null);
    }

    @Override
    public String getAssetPid(Asset asset) {
      return asset instanceof NamedAsset named ? named.pid() : null;
    }

    @Override
    public List<Asset> listAssets() {
      return List.of(assets.getServices(new Asset[0]));
    }
  }

  public void close() {
    assets.close();
    graph.close();
    stock.forEach(Instances::close);
  }
}
