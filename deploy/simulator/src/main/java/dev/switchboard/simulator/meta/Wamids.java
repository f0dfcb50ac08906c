package dev.switchboard.simulator.meta;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.switchboard.simulator.message.Ids;
import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.Locale;
import org.springframework.stereotype.Component;

/** Message ids as Meta makes them: the contact and a random part, packed and in Base64. */
@Component
class Wamids {
    private final Ids ids;

    Wamids(Ids ids) {
        this.ids = ids;
    }

    String next(String contact) {
        var packed = new ByteArrayOutputStream();
        packed.writeBytes(new byte[] {0x1c, 0x18, (byte) contact.length()});
        packed.writeBytes(contact.getBytes(US_ASCII));
        packed.writeBytes(new byte[] {0x15, 0x02, 0x00, 0x11, 0x18, 0x12});
        packed.writeBytes(ids.hex(18).toUpperCase(Locale.ROOT).getBytes(US_ASCII));
        packed.write(0);
        return "wamid." + Base64.getUrlEncoder().encodeToString(packed.toByteArray());
    }
}
