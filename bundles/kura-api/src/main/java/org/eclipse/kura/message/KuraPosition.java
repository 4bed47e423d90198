package org.eclipse.kura.message;

import java.util.Date;
import org.osgi.annotation.versioning.ProviderType;

/** A place on earth. */
@ProviderType
public class KuraPosition {
  private Double longitude;
  private Double latitude;
  private Double altitude;
  private Double heading;
  private Double precision;
  private Double speed;
  private Integer satellites;
  private Integer status;
  private Date timestamp;

  /** Degrees, or null. */
  public Double getLongitude() {
    return longitude;
  }

  public void setLongitude(double value) {
    longitude = value;
  }

  /** Degrees, or null. */
  public Double getLatitude() {
    return latitude;
  }

  public void setLatitude(double value) {
    latitude = value;
  }

  /** Metres, or null. */
  public Double getAltitude() {
    return altitude;
  }

  public void setAltitude(double value) {
    altitude = value;
  }

  /** Degrees, or null. */
  public Double getHeading() {
    return heading;
  }

  public void setHeading(double value) {
    heading = value;
  }

  public Double getPrecision() {
    return precision;
  }

  public void setPrecision(double value) {
    precision = value;
  }

  /** Metres per second, or null. */
  public Double getSpeed() {
    return speed;
  }

  public void setSpeed(double value) {
    speed = value;
  }

  public Integer getSatellites() {
    return satellites;
  }

  public void setSatellites(int value) {
    satellites = value;
  }

  public Integer getStatus() {
    return status;
  }

  public void setStatus(int value) {
    status = value;
  }

  public Date getTimestamp() {
    return timestamp;
  }

  public void setTimestamp(Date value) {
    timestamp = value;
  }
}
