package dev.switchboard.ingress.reply;

import dev.switchboard.contracts.settings.WatchedFile;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The answers as the file has them now. */
@Component
final class WatchedAnswers implements Supplier<Answers> {

    private final @Nullable WatchedFile<Answers> file;

    WatchedAnswers(RepliesProperties properties) {
        this.file = properties.watched();
    }

    @Override
    public Answers get() {
        return file == null ? Answers.none() : file.value();
    }
}
