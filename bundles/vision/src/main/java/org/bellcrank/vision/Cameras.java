package org.bellcrank.vision;

import java.util.List;

/** The cameras and how they are doing; offered as a service, answers at once from any thread. */
public interface Cameras {

  /** All cameras, sorted by id. */
  List<CameraStatus> all();
}
