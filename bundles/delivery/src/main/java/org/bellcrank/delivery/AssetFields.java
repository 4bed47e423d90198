package org.bellcrank.delivery;

import java.util.List;

/**
 * What a CMMS can tell about an asset, in our words; each connector fills what its CMMS knows. A
 * missing field is one that nobody told: never an empty text.
 */
public final class AssetFields {

  /** Name for people. */
  public static final String NAME = "name";

  /** Key of the asset above, in the same register. */
  public static final String PARENT = "parent";

  /** Functional location. */
  public static final String LOCATION = "location";

  /** The manufacturer's serial number. */
  public static final String SERIAL = "serial";

  /** Barcode or asset tag. */
  public static final String TAG = "tag";

  public static final String MANUFACTURER = "manufacturer";

  /** The manufacturer's type. */
  public static final String MODEL = "model";

  /** Day on which it was installed, {@code yyyy-MM-dd}. */
  public static final String INSTALLED_ON = "installedOn";

  /** How much hangs on it, A most to D least, by the connector's list of the CMMS's words. */
  public static final String CRITICALITY = "criticality";

  private static final List<String> TOLD =
      List.of(NAME, PARENT, LOCATION, SERIAL, TAG, MANUFACTURER, MODEL, INSTALLED_ON);

  private AssetFields() {}

  /** Those that {@code assets.yaml} fills by an expression each. */
  public static List<String> told() {
    return TOLD;
  }
}
