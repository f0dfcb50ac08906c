package dev.switchboard.contracts.settings;

import static java.util.stream.Collectors.joining;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.Wire;
import java.io.ByteArrayInputStream;
import org.yaml.snakeyaml.DumperOptions;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.representer.Representer;
import org.yaml.snakeyaml.resolver.Resolver;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Settings as people write them. A plain value is always a text: left to itself YAML takes {@code +14155550100} for a
 * number to calculate with and {@code no} for a no. What is written is strict: a field nobody knows is a typing error.
 */
public final class Yaml {

    private static final JsonMapper STRICT = Wire.JSON
            .rebuild()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private Yaml() {}

    /**
     * What a file says.
     *
     * @throws Unfit when it says nothing of the kind; the reason names the place and holds nothing of what stands there
     */
    public static <T> T read(byte[] yaml, Class<T> type) {
        try {
            var tree = STRICT.valueToTree(parser().<Object>load(new ByteArrayInputStream(yaml)));
            if (!tree.isObject()) {
                throw new Unfit("it is not a list of named settings");
            }
            return STRICT.treeToValue(tree, type);
        } catch (MarkedYAMLException e) {
            var mark = e.getProblemMark();
            throw new Unfit(mark == null ? "it is no YAML" : "it is no YAML at line " + (mark.getLine() + 1));
        } catch (YAMLException _) {
            throw new Unfit("it is no YAML");
        } catch (JacksonException e) {
            throw new Unfit(reason(e));
        }
    }

    private static org.yaml.snakeyaml.Yaml parser() {
        var options = new LoaderOptions();
        options.setAllowDuplicateKeys(false);
        options.setMaxAliasesForCollections(20);
        var dumper = new DumperOptions();
        return new org.yaml.snakeyaml.Yaml(
                new SafeConstructor(options), new Representer(dumper), dumper, options, new TextOnly());
    }

    private static String reason(JacksonException e) {
        var path = e.getPath().stream()
                .map(step ->
                        step.getPropertyName() == null ? Integer.toString(step.getIndex()) : step.getPropertyName())
                .collect(joining("."));
        var reason = e.getCause() instanceof Unfit unfit
                ? String.valueOf(unfit.getMessage())
                : "unknown or of the wrong form";
        return path.isEmpty() ? reason : path + ": " + reason;
    }

    private static final class TextOnly extends Resolver {
        @Override
        protected void addImplicitResolvers() {
            // None: no text is anything else.
        }
    }
}
