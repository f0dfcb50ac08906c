package dev.switchboard.local.drill;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.jspecify.annotations.Nullable;

/** Key and value of a record with which something is wrong. */
@SuppressWarnings("ArrayRecordComponent") // Bytes are what it is about; nobody compares them.
record Spoilt(byte @Nullable [] key, byte @Nullable [] value) {

    static Spoilt value(GoodRecord good, byte @Nullable [] value) {
        return new Spoilt(good.key().getBytes(UTF_8), value);
    }

    static Spoilt value(GoodRecord good, String value) {
        return value(good, value.getBytes(UTF_8));
    }
}
