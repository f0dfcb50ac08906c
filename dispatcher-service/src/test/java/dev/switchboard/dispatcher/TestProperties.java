package dev.switchboard.dispatcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.convert.ApplicationConversionService;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.io.ClassPathResource;

/** The settings as the service reads them from its own yaml, without starting it. */
public final class TestProperties {

    private TestProperties() {}

    public static DispatcherProperties with(Map<String, String> settings) {
        var sources = new MutablePropertySources();
        sources.addLast(new MapPropertySource("test", new HashMap<>(settings)));
        yaml(sources);
        var conversion = new ApplicationConversionService();
        conversion.addConverter(new DispatcherProperties.SecretReader());
        conversion.addConverter(new DispatcherProperties.ProviderReader());
        var binder = new Binder(
                ConfigurationPropertySources.from(sources),
                new PropertySourcesPlaceholdersResolver(sources),
                conversion,
                null,
                BindHandler.DEFAULT);
        return binder.bind("dispatcher", Bindable.of(DispatcherProperties.class))
                .get();
    }

    private static void yaml(MutablePropertySources sources) {
        try {
            new YamlPropertySourceLoader()
                    .load("dispatcher.yml", new ClassPathResource("dispatcher.yml"))
                    .forEach(sources::addLast);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
