package org.bellcrank.delivery.camel;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/** What is done to a file system, one thing at a time; tests let each of them fail. */
class Disk {

  /** Writes a file that was not there, and forces it to the disk. */
  void write(Path file, byte[] content) throws IOException {
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer rest = ByteBuffer.wrap(content);
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  /**
   * Gives a whole file its name, and never that of another: a second name fails where there is one
   * already, which a move does not. Only a share that knows no second names at all is moved on: one
   * that failed may have given the name, and the other side may have taken the file since.
   *
   * @throws FileAlreadyExistsException when there is a file of this name
   */
  void publish(Path part, Path file) throws IOException {
    try {
      link(file, part);
    } catch (FileAlreadyExistsException | AccessDeniedException | NoSuchFileException certain) {
      throw certain;
    } catch (FileSystemException failed) {
      if (knowsLinks(part)) {
        throw failed;
      }
      move(part, file);
      return;
    } catch (UnsupportedOperationException noLinks) {
      move(part, file);
      return;
    }
    Files.deleteIfExists(part);
  }

  void link(Path name, Path file) throws IOException {
    Files.createLink(name, file);
  }

  /** Tried with a name that nobody takes: what a failure is called differs by share and tongue. */
  private boolean knowsLinks(Path part) throws IOException {
    Path second = part.resolveSibling(part.getFileName().toString().replaceAll("part$", "pair"));
    try {
      link(second, part);
      return true;
    } catch (FileSystemException unknown) {
      return false;
    } finally {
      Files.deleteIfExists(second);
    }
  }

  final void move(Path part, Path file) throws IOException {
    if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new FileAlreadyExistsException(file.toString());
    }
    Files.move(part, file, StandardCopyOption.ATOMIC_MOVE);
  }

  /** Forces the names in a folder to the disk, where the file system knows that. */
  void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (NoSuchFileException gone) {
      throw gone;
    } catch (FileSystemException notAFile) {
      // Some shares open no folders; the names are theirs to keep.
    }
  }

  byte[] read(Path file) throws IOException {
    return Files.readAllBytes(file);
  }

  void delete(Path file) throws IOException {
    Files.deleteIfExists(file);
  }
}
