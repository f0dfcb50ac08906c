package dev.switchboard.dispatcher.meta;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.DispatcherProperties;
import dev.switchboard.dispatcher.dispatch.AbsentCarrier;
import dev.switchboard.dispatcher.dispatch.Carrier;
import dev.switchboard.dispatcher.dispatch.Exchange;
import dev.switchboard.dispatcher.dispatch.Mode;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class MetaConfiguration {

    @Bean
    Carrier meta(DispatcherProperties properties, Exchange exchange) {
        var settings = properties.meta();
        var number = settings.phoneNumberId();
        var token = settings.accessToken();
        if (number == null || token == null) {
            return new AbsentCarrier(Provider.META, "set WHATSAPP_ACCESS_TOKEN and WHATSAPP_PHONE_NUMBER_ID");
        }
        var base = settings.graphUrl().toString().replaceFirst("/+$", "");
        return new MetaCarrier(
                URI.create(base + "/" + settings.apiVersion() + "/" + number + "/messages"),
                number,
                display(settings.displayPhoneNumber()),
                token,
                isMeta(settings.graphUrl()) ? Mode.LIVE : Mode.SIMULATOR,
                exchange);
    }

    private static boolean isMeta(URI base) {
        return "https".equals(base.getScheme()) && "graph.facebook.com".equals(base.getHost());
    }

    private static @Nullable Address display(@Nullable String digits) {
        return digits == null ? null : new Address(digits.startsWith("+") ? digits : "+" + digits);
    }
}
