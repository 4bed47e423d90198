package org.bellcrank.itests.journey;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Dictionary;
import java.util.Hashtable;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.bellcrank.itests.footage.Scenario;
import org.bellcrank.itests.footage.SpindleFootage;
import org.bellcrank.journal.DataDirectory;
import org.bellcrank.verb.Terminal;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;

/** Renders the footage, once, and starts the cameras that play it. */
final class DemoCameras {

  private static final String CAMERA = "org.bellcrank.vision.javacv.Camera";
  private static final double FRAMES_PER_SECOND = 4;

  private final ConfigurationAdmin configurations;
  private final Path folder;
  private final List<Configuration> created = new ArrayList<>();

  DemoCameras(ConfigurationAdmin configurations, DataDirectory data) {
    this.configurations = configurations;
    this.folder = data.root().resolve("footage");
  }

  /**
   * Renders what is not rendered yet, where the cameras are to play it: both beside one another.
   */
  void render(Optional<Source> source, Terminal terminal) throws IOException, InterruptedException {
    if (source.isPresent()) {
      return;
    }
    Files.createDirectories(folder);
    FutureTask<Void> other =
        new FutureTask<>(
            () -> {
              render("cam-lyon", Scenario.demo("B"), terminal);
              return null;
            });
    Thread beside = new Thread(other, "footage");
    beside.setDaemon(true);
    beside.start();
    render("cam-bedford", Scenario.demo("A"), terminal);
    try {
      other.get();
    } catch (ExecutionException e) {
      throw new IOException("the footage of cam-lyon: " + e.getCause().getMessage(), e.getCause());
    }
  }

  private void render(String id, Scenario scenario, Terminal terminal) throws IOException {
    Path video = video(id);
    if (!Files.exists(video)) {
      Path beside = folder.resolve(id + ".part.mp4");
      terminal.line("rendering %d frames of %s".formatted(scenario.frames(), id));
      SpindleFootage.renderMp4(beside, scenario, FRAMES_PER_SECOND);
      Files.move(beside, video);
    }
  }

  private Path video(String id) {
    return folder.resolve(id + ".mp4");
  }

  /** Starts them; what they play is rendered. */
  void start(Optional<Source> source) throws IOException {
    if (source.isPresent()) {
      Dictionary<String, Object> properties = properties("cam-bedford", source.get().text());
      source.get().settings().forEach(properties::put);
      create("cam-bedford", properties);
      return;
    }
    camera("cam-bedford", Scenario.demo("A"));
    camera("cam-lyon", Scenario.demo("B"));
  }

  private void camera(String id, Scenario scenario) throws IOException {
    Dictionary<String, Object> properties = properties(id, video(id).toString());
    properties.put("capture.start", scenario.start().toString());
    properties.put("capture.interval", scenario.interval().toString());
    create(id, properties);
  }

  private static Dictionary<String, Object> properties(String id, String source) {
    Dictionary<String, Object> properties = new Hashtable<>();
    properties.put("kura.service.pid", id);
    properties.put("camera.id", id);
    properties.put("source", source);
    properties.put("frames.per.second", FRAMES_PER_SECOND);
    return properties;
  }

  private void create(String id, Dictionary<String, Object> properties) throws IOException {
    Configuration configuration = configurations.getFactoryConfiguration(CAMERA, id, "?");
    configuration.update(properties);
    created.add(configuration);
  }

  /** Takes the cameras away, so that nothing new is found. */
  void stop() throws IOException {
    for (Configuration configuration : created) {
      configuration.delete();
    }
    created.clear();
  }
}
