package dev.switchboard.dispatcher.twilio;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.settings.Accounts.TwilioAccount;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.dispatch.AbsentCarrier;
import dev.switchboard.dispatcher.dispatch.Carrier;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.Mode;
import dev.switchboard.dispatcher.dispatch.MoreAccounts;
import dev.switchboard.dispatcher.dispatch.SeveralAccounts;
import dev.switchboard.dispatcher.dispatch.SeveralAccounts.Account;
import dev.switchboard.dispatcher.media.MediaHost;
import java.time.Clock;
import java.util.EnumMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TwilioConfiguration {

    @Bean
    KnownFailures twilioFailures(DispatcherProperties properties) {
        return KnownFailures.of(
                Provider.TWILIO, "TWILIO_ERRORS_FILE", properties.twilio().errorsFile());
    }

    @Bean
    Carrier twilio(
            DispatcherProperties properties,
            Exchange exchange,
            Clock clock,
            MoreAccounts more,
            KnownFailures twilioFailures) {
        var settings = properties.twilio();
        return new SeveralAccounts(
                usual(settings, exchange, clock, twilioFailures),
                more.made(accounts -> accounts.twilio().stream()
                        .map(account -> account(account, settings, exchange, clock, twilioFailures))
                        .toList()));
    }

    private static Carrier usual(
            DispatcherProperties.Twilio settings, Exchange exchange, Clock clock, KnownFailures failures) {
        var client = client(settings, exchange);
        return client == null
                ? new AbsentCarrier(Provider.TWILIO, "set TWILIO_ACCOUNT_SID and TWILIO_AUTH_TOKEN")
                : carrier(client, senders(settings), settings, clock, failures);
    }

    private static @Nullable TwilioClient client(DispatcherProperties.Twilio settings, Exchange exchange) {
        var account = settings.accountSid();
        var token = settings.authToken();
        return account == null
                ? null
                : new TwilioClient(account, account, () -> token.shown().orElseThrow(), settings.apiUrl(), exchange);
    }

    private static TwilioClient client(TwilioAccount account, DispatcherProperties.Twilio settings, Exchange exchange) {
        var key = account.apiKey();
        var token = key == null ? account.authToken().current() : new Secret(key.secret());
        return new TwilioClient(
                account.accountSid(),
                key == null ? account.accountSid() : key.sid(),
                () -> token,
                settings.apiUrl(),
                exchange);
    }

    private static Account account(
            TwilioAccount account,
            DispatcherProperties.Twilio settings,
            Exchange exchange,
            Clock clock,
            KnownFailures failures) {
        return new Account(
                account.name(),
                account.accountSid(),
                from -> sends(account, from),
                account.tenants(),
                carrier(client(account, settings, exchange), senders(account), settings, clock, failures));
    }

    private static boolean sends(TwilioAccount account, Address from) {
        return from.value().equals(account.messagingServiceSid())
                || account.senders().stream()
                        .anyMatch(sender -> TwilioAddress.plain(sender).equals(TwilioAddress.plain(from.value())));
    }

    private static Carrier carrier(
            TwilioClient client,
            Map<Channel, Address> senders,
            DispatcherProperties.Twilio settings,
            Clock clock,
            KnownFailures failures) {
        return new TwilioCarrier(
                client,
                new TwilioMessage(
                        client.account(),
                        settings.callback().address(),
                        new TwilioTemplates(client, clock),
                        settings.smsSegments(),
                        clock),
                new TwilioList(client),
                senders,
                TwilioLine.isTwilio(settings.apiUrl()) ? Mode.LIVE : Mode.SIMULATOR,
                failures,
                clock);
    }

    /** The first of each channel; a messaging service sends what none of them does. */
    private static Map<Channel, Address> senders(TwilioAccount account) {
        var senders = new EnumMap<Channel, Address>(Channel.class);
        for (var sender : account.senders()) {
            var channel = sender.startsWith("whatsapp:") ? Channel.WHATSAPP : Channel.SMS;
            senders.putIfAbsent(channel, TwilioAddress.plain(sender));
        }
        if (account.messagingServiceSid() != null) {
            for (var channel : Channel.values()) {
                senders.putIfAbsent(channel, new Address(account.messagingServiceSid()));
            }
        }
        return senders;
    }

    @Bean
    MediaHost twilioMedia(DispatcherProperties properties, Exchange exchange, MoreAccounts more) {
        var settings = properties.twilio();
        var others = more.made(accounts -> accounts.twilio().stream()
                .map(account -> client(account, settings, exchange))
                .toList());
        return new TwilioMedia(
                () -> Stream.concat(Stream.ofNullable(client(settings, exchange)), others.get().stream())
                        .toList(),
                settings.apiUrl());
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
