package dev.switchboard.dispatcher.twilio;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.dispatch.AbsentCarrier;
import dev.switchboard.dispatcher.dispatch.Carrier;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.Mode;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TwilioConfiguration {

    @Bean
    Carrier twilio(DispatcherProperties properties, Exchange exchange, Clock clock) {
        var settings = properties.twilio();
        var account = settings.accountSid();
        var token = settings.authToken();
        if (account == null || token == null) {
            return new AbsentCarrier(Provider.TWILIO, "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN");
        }
        var client = new TwilioClient(account, token, settings.apiUrl(), exchange);
        return new TwilioCarrier(
                client,
                new TwilioMessage(
                        account,
                        settings.callback().address(),
                        new TwilioTemplates(client, clock),
                        settings.smsSegments(),
                        clock),
                new TwilioList(client),
                senders(settings),
                TwilioLine.isTwilio(settings.apiUrl()) ? Mode.LIVE : Mode.SIMULATOR,
                clock);
    }

    private static Map<Channel, Address> senders(DispatcherProperties.Twilio settings) {
        var senders = new EnumMap<Channel, Address>(Channel.class);
        put(senders, Channel.WHATSAPP, settings.whatsappFrom());
        put(senders, Channel.SMS, settings.smsFrom());
        return senders;
    }

    private static void put(Map<Channel, Address> senders, Channel channel, @Nullable String address) {
        if (address != null) {
            senders.put(channel, TwilioAddress.plain(address));
        }
    }
}
