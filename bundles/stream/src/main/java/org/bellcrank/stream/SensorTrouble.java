package org.bellcrank.stream;

import java.time.Instant;
import org.bellcrank.observation.DeviceStatus;

/**
 * A sensor that cannot be believed now.
 *
 * @param point the point whose values it gives
 * @param status what is wrong; never OK
 * @param since since when; of what was wrong before the gateway started, that start
 * @param detail one line for a person
 */
public record SensorTrouble(
    String point, DeviceStatus.Status status, Instant since, String detail) {}
