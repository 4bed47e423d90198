package org.eclipse.kura.asset;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Finds assets by their {@code kura.service.pid}. */
@ProviderType
public interface AssetService {
  /** The asset, or null where there is none of that name. */
  Asset getAsset(String assetPid);

  String getAssetPid(Asset asset);

  List<Asset> listAssets();
}
