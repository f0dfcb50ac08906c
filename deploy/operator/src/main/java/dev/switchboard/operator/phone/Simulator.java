package dev.switchboard.operator.phone;

import dev.switchboard.operator.Where;
import dev.switchboard.operator.api.Api;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Where the phones are. */
final class Simulator {
    private Simulator() {}

    static Api of(Where where) {
        return new Api(where.addresses().simulator(), Optional.empty());
    }

    static String inPath(String number) {
        return URLEncoder.encode(number, StandardCharsets.UTF_8);
    }
}
