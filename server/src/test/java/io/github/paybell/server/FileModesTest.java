package io.github.paybell.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.paybell.engine.store.OwnerOnly;
import io.github.paybell.server.settings.SettingsSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who may read what the server keeps. */
class FileModesTest {
  private static final String SHOP =
      """
      accounts:
        shop:
          mchid: "1999999901"
          notify-token: token-of-the-shop
          v2: { key: TestKeyForSimulatorOnly000000001 }
      """;

  @TempDir private Path folder;

  @Test
  @DisplayName(
      "SILENT_SECRETS: in a folder that others can enter each file of ours is of mode 600, also one"
          + " that was there before, and the folder is warned of")
  void files() throws IOException {
    var data = Files.createDirectory(folder.resolve("data"));
    mode(data, "rwxr-xr-x");
    for (var former : List.of("paybell.sqlite", "paybell.lock")) {
      mode(Files.createFile(data.resolve(former)), "rw-r--r--");
    }
    try (var server = start()) {
      assertThat(server.listener("GET", "/healthz", new byte[0]).statusCode()).isEqualTo(200);
      var modes = new TreeMap<String, String>();
      try (var files = Files.list(data)) {
        for (var file : files.filter(Files::isRegularFile).toList()) {
          modes.put(
              String.valueOf(file.getFileName()),
              PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        }
      }
      assertThat(modes)
          .containsKeys(
              "admin-token",
              "master-key",
              "paybell.lock",
              "paybell.sqlite",
              "paybell.sqlite-shm",
              "paybell.sqlite-wal");
      assertThat(modes.values()).containsOnly("rw-------");
    }
    assertThat(OwnerOnly.openFolder(data))
        .hasValueSatisfying(warning -> assertThat(warning).contains("StateDirectoryMode=0700"));
    mode(data, "rwx------");
    assertThat(OwnerOnly.openFolder(data)).isEmpty();

    mode(data.resolve("admin-token"), "rw-r--r--");
    assertThatThrownBy(this::start)
        .isInstanceOf(StartException.class)
        .hasMessageContaining("admin-token can be read by every user of this machine");
  }

  @Test
  @DisplayName(
      "SILENT_SECRETS: a configuration file with a key in it that all can read is warned of")
  void configuration() throws IOException {
    var file = RunningServer.write(folder, SHOP);
    var source = new SettingsSource(file, Map.of(), Map.of());

    mode(file, "rw-r--r--");
    assertThat(source.read().warnings())
        .singleElement()
        .asString()
        .contains("paybell.accounts.shop.", "can be read by every user");
    mode(file, "rw-------");
    assertThat(source.read().warnings()).isEmpty();
  }

  private RunningServer start() {
    return RunningServer.start(
        folder, SHOP, Map.of("paybell.admin.token", ""), Map.of(), List.of());
  }

  private static void mode(Path path, String mode) throws IOException {
    Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
  }
}
