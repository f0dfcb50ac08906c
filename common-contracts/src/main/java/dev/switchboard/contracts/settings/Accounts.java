package dev.switchboard.contracts.settings;

import dev.switchboard.contracts.Required;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Accounts beside the one that the settings name, as {@code ACCOUNTS_FILE} lists them: what verifies is read by ingress,
 * what sends by the dispatcher.
 *
 * <pre>
 * twilio:
 *   - name: shop-eu                   # how it is counted and logged
 *     accountSid: AC…
 *     authToken: {current: …, next: …}
 *     senders: [+15550001111, whatsapp:+15550002222]
 *     tenants: [bakery]               # whose requests it sends when they name no sender
 * meta:
 *   - name: brand
 *     appSecret: …
 *     verifyToken: …
 *     accessToken: …
 *     numbers: [{phoneNumberId: 42, number: +15550003333}]
 *     tenants: [florist]
 *     businessAccounts: [100000000000001]
 * gateway:
 *   - session: shop
 *     secret: …
 *     signature: {header: X-Signature, prefix: none, encoding: base64, algorithm: sha512}
 * </pre>
 */
public record Accounts(List<TwilioAccount> twilio, List<MetaApp> meta, List<GatewaySession> gateway) {

    private static final Accounts NONE = new Accounts(List.of(), List.of(), List.of());

    private static final String NAME_FORM = "name is not of small letters, digits and dashes";
    private static final String NAME = "[a-z0-9][a-z0-9._-]{0,39}";

    public Accounts {
        twilio = listed(twilio);
        meta = listed(meta);
        gateway = listed(gateway);
        noneTwice(
                "name",
                Stream.concat(
                        twilio.stream().map(TwilioAccount::name), meta.stream().map(MetaApp::name)));
        noneTwice("twilio.accountSid", twilio.stream().map(TwilioAccount::accountSid));
        noneTwice("twilio.tenants", twilio.stream().flatMap(account -> account.tenants().stream()));
        noneTwice("meta.tenants", meta.stream().flatMap(app -> app.tenants().stream()));
        noneTwice(
                "meta.numbers.phoneNumberId",
                meta.stream().flatMap(app -> app.numbers().stream()).map(MetaNumber::phoneNumberId));
        noneTwice("meta.businessAccounts", meta.stream().flatMap(app -> app.businessAccounts().stream()));
        noneTwice("gateway.session", gateway.stream().map(GatewaySession::session));
    }

    public static Accounts none() {
        return NONE;
    }

    public static Accounts parse(byte[] yaml) {
        return Yaml.read(yaml, Accounts.class);
    }

    /**
     * An account or subaccount; it signs its webhooks with its own token.
     *
     * @param apiKey sends in the place of the token
     * @param senders what it sends from, as a request's {@code from} names it
     * @param tenants whose requests it sends when they name no sender
     */
    public record TwilioAccount(
            String name,
            String accountSid,
            AccountSecret authToken,
            @Nullable ApiKey apiKey,
            @Nullable String messagingServiceSid,
            List<String> senders,
            List<String> tenants) {

        public TwilioAccount {
            named(name);
            Required.field("accountSid", accountSid);
            Required.that(accountSid.matches("AC\\p{XDigit}{32}"), "accountSid is not AC and 32 hexadecimal digits");
            Required.field("authToken", authToken);
            senders = listed(senders);
            tenants = listed(tenants);
        }
    }

    public record ApiKey(String sid, String secret) {

        public ApiKey {
            Required.field("sid", sid);
            Required.field("secret", secret);
        }

        @Override
        public String toString() {
            return "ApiKey[****]";
        }
    }

    /**
     * An app signs for all its numbers with one secret.
     *
     * @param tenants whose requests its first number sends when they name no sender
     * @param businessAccounts whose news is its own, as are its numbers'
     */
    public record MetaApp(
            String name,
            AccountSecret appSecret,
            @Nullable AccountSecret verifyToken,
            @Nullable AccountSecret accessToken,
            List<MetaNumber> numbers,
            List<String> tenants,
            List<String> businessAccounts) {

        public MetaApp {
            named(name);
            Required.field("appSecret", appSecret);
            numbers = listed(numbers);
            tenants = listed(tenants);
            businessAccounts = listed(businessAccounts);
        }
    }

    /** @param number as a request's {@code from} names it */
    public record MetaNumber(String phoneNumberId, @Nullable String number) {

        public MetaNumber {
            Required.field("phoneNumberId", phoneNumberId);
        }
    }

    /**
     * @param name how it is counted; a session's own name may hold a number
     * @param signature how it signs, where that is not what the settings say
     */
    public record GatewaySession(
            String session,
            @Nullable String name,
            @Nullable AccountSecret secret,
            @Nullable AccountSecret apiKey,
            @Nullable SignatureForm signature) {

        public GatewaySession {
            Required.field("session", session);
            Required.that(session.matches("[A-Za-z0-9._@+-]{1,100}"), "session is no name of a session");
            Required.that(name == null || name.matches(NAME), NAME_FORM);
            Required.that(secret != null || apiKey != null, "secret and apiKey are both missing");
        }
    }

    /** What is missing is as the settings have it; {@code prefix: none} is none. */
    public record SignatureForm(
            @Nullable String header,
            @Nullable String prefix,
            @Nullable String encoding,
            @Nullable String algorithm) {

        public SignatureForm {
            Required.that(header == null || header.matches("[A-Za-z0-9-]{1,80}"), "header is no name of a header");
            Required.that(
                    encoding == null || List.of("hex", "base64").contains(encoding), "encoding is not hex or base64");
            Required.that(
                    algorithm == null || List.of("sha256", "sha512").contains(algorithm),
                    "algorithm is not sha256 or sha512");
        }
    }

    private static void named(@Nullable String name) {
        Required.field("name", name);
        Required.that(name != null && name.matches(NAME), NAME_FORM);
    }

    private static void noneTwice(String what, Stream<String> values) {
        var seen = new HashSet<String>();
        Required.that(values.allMatch(seen::add), what + " is there twice");
    }

    private static <T> List<T> listed(@Nullable List<T> list) {
        return list == null ? List.of() : List.copyOf(list);
    }
}
