package org.bellcrank.workorder;

/** When work should be done. */
public enum Window {
  /** As soon as its priority asks. */
  NOW,
  /** In the next shutdown of the site's calendar. */
  NEXT_STOP,
  /** Any time from when it is raised until it is due. */
  UNTIL_DUE
}
