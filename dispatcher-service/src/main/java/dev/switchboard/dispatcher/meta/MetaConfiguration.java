package dev.switchboard.dispatcher.meta;

import dev.switchboard.contracts.failure.KnownFailures;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.settings.Accounts.MetaApp;
import dev.switchboard.contracts.settings.Accounts.MetaNumber;
import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.dispatch.AbsentCarrier;
import dev.switchboard.dispatcher.dispatch.Carrier;
import dev.switchboard.dispatcher.dispatch.Catalog;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.Mode;
import dev.switchboard.dispatcher.dispatch.MoreAccounts;
import dev.switchboard.dispatcher.dispatch.SeveralAccounts;
import dev.switchboard.dispatcher.dispatch.SeveralAccounts.Account;
import dev.switchboard.dispatcher.media.MediaHost;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MetaConfiguration {

    @Bean
    KnownFailures metaFailures(DispatcherProperties properties) {
        return KnownFailures.of(
                Provider.META, "META_ERRORS_FILE", properties.meta().errorsFile());
    }

    @Bean
    Carrier meta(
            DispatcherProperties properties,
            Exchange exchange,
            Clock clock,
            MoreAccounts more,
            KnownFailures metaFailures) {
        var settings = properties.meta();
        return new SeveralAccounts(
                usual(settings, exchange, clock, metaFailures),
                more.made(accounts -> accounts.meta().stream()
                        .flatMap(app -> numbers(app, settings, exchange, metaFailures))
                        .toList()));
    }

    private static Carrier usual(
            DispatcherProperties.Meta settings, Exchange exchange, Clock clock, KnownFailures failures) {
        var number = settings.phoneNumberId();
        if (number == null) {
            return new AbsentCarrier(Provider.META, "set WHATSAPP_ACCESS_TOKEN and WHATSAPP_PHONE_NUMBER_ID");
        }
        var token = shown(settings);
        var base = settings.graphUrl().toString().replaceFirst("/+$", "");
        return carrier(
                number,
                display(settings.displayPhoneNumber()),
                token,
                settings,
                exchange,
                failures,
                templates(settings, base, token, exchange, clock));
    }

    /** An app without a token only receives. Its first number is meant by its name. */
    private static Stream<Account> numbers(
            MetaApp app, DispatcherProperties.Meta settings, Exchange exchange, KnownFailures failures) {
        var token = app.accessToken();
        return token == null
                ? Stream.empty()
                : app.numbers().stream()
                        .map(number -> account(app, number, token.current(), settings, exchange, failures));
    }

    private static Account account(
            MetaApp app,
            MetaNumber number,
            Secret token,
            DispatcherProperties.Meta settings,
            Exchange exchange,
            KnownFailures failures) {
        var display = display(number.number());
        return new Account(
                app.name(),
                number.phoneNumberId(),
                from -> from.equals(display) || from.value().equals(number.phoneNumberId()),
                app.tenants(),
                carrier(
                        number.phoneNumberId(),
                        display,
                        () -> token,
                        settings,
                        exchange,
                        failures,
                        MetaConfiguration::none));
    }

    private static Carrier carrier(
            String number,
            @Nullable Address display,
            Supplier<Secret> token,
            DispatcherProperties.Meta settings,
            Exchange exchange,
            KnownFailures failures,
            Supplier<Catalog> templates) {
        var base = settings.graphUrl().toString().replaceFirst("/+$", "");
        return new MetaCarrier(
                URI.create(base + "/" + settings.apiVersion() + "/" + number + "/messages"),
                number,
                display,
                token,
                isMeta(settings.graphUrl()) ? Mode.LIVE : Mode.SIMULATOR,
                exchange,
                failures,
                templates);
    }

    @Bean
    MediaHost metaMedia(DispatcherProperties properties, Exchange exchange, MoreAccounts more) {
        var settings = properties.meta();
        return new MetaMedia(
                exchange,
                settings.graphUrl(),
                settings.apiVersion(),
                settings.accessToken()::shown,
                more.made(accounts -> accounts.meta().stream()
                        .flatMap(MetaConfiguration::keys)
                        .toList()));
    }

    private static Stream<MetaMedia.Key> keys(MetaApp app) {
        var token = app.accessToken();
        return token == null
                ? Stream.empty()
                : app.numbers().stream().map(number -> new MetaMedia.Key(number.phoneNumberId(), token.current()));
    }

    /** It may change while we run, and is never none: that is a mistake at the start. */
    private static Supplier<Secret> shown(DispatcherProperties.Meta settings) {
        return () -> settings.accessToken().shown().orElseThrow();
    }

    private static Supplier<Catalog> templates(
            DispatcherProperties.Meta settings, String base, Supplier<Secret> token, Exchange exchange, Clock clock) {
        var account = settings.businessAccountId();
        if (account == null) {
            return () -> new Catalog.NoAnswer("WHATSAPP_BUSINESS_ACCOUNT_ID is not set");
        }
        var business = URI.create(base + "/" + settings.apiVersion() + "/" + account);
        return new MetaTemplates(exchange, business, token, clock)::listed;
    }

    /** The file of accounts names numbers, and no business account whose templates could be listed. */
    private static Catalog none() {
        return new Catalog.Listed(List.of());
    }

    static boolean isMeta(URI base) {
        return "https".equals(base.getScheme()) && "graph.facebook.com".equals(base.getHost());
    }

    private static @Nullable Address display(@Nullable String digits) {
        return digits == null ? null : new Address(digits.startsWith("+") ? digits : "+" + digits);
    }
}
