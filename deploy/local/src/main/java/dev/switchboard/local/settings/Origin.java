package dev.switchboard.local.settings;

import com.fasterxml.jackson.annotation.JsonValue;

/** Where a value comes from. */
enum Origin {
    DEFAULT("default"),
    /** What dev tells the services so that they find each other on one machine. */
    DEV("dev"),
    ENVIRONMENT("environment"),
    DOT_ENV(".env"),
    /** A file of secrets that is watched. */
    FILE("file");

    @JsonValue
    private final String word;

    Origin(String word) {
        this.word = word;
    }

    String word() {
        return word;
    }
}
