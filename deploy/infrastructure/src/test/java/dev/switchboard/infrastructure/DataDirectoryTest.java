package dev.switchboard.infrastructure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @Test
    void isDeletedWithItsOwnerWhenTemporary() {
        var directory = DataDirectory.temporary("test");
        assertThat(directory.path()).isDirectory();
        directory.close();
        assertThat(directory.path()).doesNotExist();
    }

    @Test
    void staysWhenKept(@TempDir Path parent) {
        DataDirectory.kept(parent.resolve("data")).close();
        assertThat(parent.resolve("data")).isDirectory();
        DataDirectory.kept(parent.resolve("data")).close();
    }

    @Test
    void hasOneOwner(@TempDir Path path) {
        try (var owned = DataDirectory.kept(path)) {
            assertThatThrownBy(() -> DataDirectory.kept(owned.path()))
                    .hasMessageContaining(
                            "in use by process " + ProcessHandle.current().pid());
        }
    }

    @Test
    void isNotAbandonedWhileItsOwnerLives() {
        try (var owned = DataDirectory.temporary("test")) {
            DataDirectory.removeAbandoned("test");
            assertThat(owned.path()).isDirectory();
        }
    }
}
