package org.bellcrank.vision;

import java.util.List;
import java.util.Map;
import org.bellcrank.observation.Detection;
import org.bellcrank.observation.ModelStamp;

/**
 * A frame that was looked at.
 *
 * @param frame the frame
 * @param view what the site's documents said about the camera at that moment
 * @param model which model looked
 * @param detections what was found at or above the floors, best first
 * @param belowFloor how many were found below the floor, by point
 * @param seen the model's own findings and its times
 */
public record Sighting(
    Frame frame,
    CameraView view,
    ModelStamp model,
    List<Detection> detections,
    Map<String, Integer> belowFloor,
    Perception.Seen seen) {}
