package org.bellcrank.itests.kura.wires;

import org.eclipse.kura.asset.Asset;

/** An asset that knows its name. */
interface NamedAsset extends Asset, Instances.Stock {

  /** The name that a user chose. */
  String pid();
}
