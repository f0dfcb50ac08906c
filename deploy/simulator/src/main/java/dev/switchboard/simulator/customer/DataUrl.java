package dev.switchboard.simulator.customer;

import dev.switchboard.simulator.InvalidInput;
import dev.switchboard.simulator.file.KeptFiles.File;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** A file inside an address: {@code data:image/png;base64,…}. */
public record DataUrl(File file) {

    private static final Pattern FORM = Pattern.compile("data:([\\w.+-]+/[\\w.+-]+);base64,(.*)", Pattern.DOTALL);

    /** Empty for any other address. */
    public static Optional<DataUrl> of(String url) {
        if (!url.startsWith("data:")) {
            return Optional.empty();
        }
        var parts = FORM.matcher(url);
        if (!parts.matches()) {
            throw new InvalidInput("mediaUrl", "must be data:image/png;base64,… where it holds the file itself");
        }
        try {
            return Optional.of(
                    new DataUrl(File.of(parts.group(1), Base64.getDecoder().decode(parts.group(2)))));
        } catch (IllegalArgumentException _) {
            throw new InvalidInput("mediaUrl", "is not base64");
        }
    }
}
