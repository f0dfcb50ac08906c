package dev.switchboard.ingress.reply;

import dev.switchboard.contracts.settings.WatchedFile;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/** Where the answers stand, and the words that get none. */
@ConfigurationProperties("replies")
record RepliesProperties(@Nullable Path file, List<String> stopSms, List<String> stopWhatsapp, List<String> start) {

    @Nullable
    WatchedFile<Answers> watched() {
        return file == null || file.toString().isBlank() ? null : WatchedFile.of("ANSWERS_FILE", file, Answers::parse);
    }
}
