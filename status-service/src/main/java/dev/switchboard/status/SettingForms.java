package dev.switchboard.status;

import dev.switchboard.contracts.settings.DatabaseUrl;
import dev.switchboard.contracts.settings.Secret;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.convert.converter.Converter;

/** How the text of a setting becomes its value. Classes and not lambdas: a lambda does not tell its types. */
@Configuration(proxyBeanMethods = false)
class SettingForms {

    @Bean
    @ConfigurationPropertiesBinding
    static ToDatabaseUrl toDatabaseUrl() {
        return new ToDatabaseUrl();
    }

    @Bean
    @ConfigurationPropertiesBinding
    static ToSecret toSecret() {
        return new ToSecret();
    }

    static final class ToDatabaseUrl implements Converter<String, DatabaseUrl> {
        @Override
        public DatabaseUrl convert(String text) {
            return DatabaseUrl.parse(text);
        }
    }

    /** An empty variable means that there is none. */
    static final class ToSecret implements Converter<String, @Nullable Secret> {
        @Override
        public @Nullable Secret convert(String text) {
            return text.isBlank() ? null : new Secret(text);
        }
    }
}
