package dev.switchboard.dispatcher.twilio;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;

/** Addresses as Twilio writes them: the channel stands before a WhatsApp address. */
final class TwilioAddress {

    private static final String WHATSAPP = "whatsapp:";

    private TwilioAddress() {}

    static String of(Channel channel, Address address) {
        var plain = plain(address.value());
        return channel == Channel.WHATSAPP ? WHATSAPP + plain.value() : plain.value();
    }

    static Address plain(String written) {
        return new Address(written.startsWith(WHATSAPP) ? written.substring(WHATSAPP.length()) : written);
    }

    /** A messaging service chooses the sender itself. */
    static boolean isService(Address from) {
        return from.value().matches("MG[0-9a-fA-F]{32}");
    }
}
