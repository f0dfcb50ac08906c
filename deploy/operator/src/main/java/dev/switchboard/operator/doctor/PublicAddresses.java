package dev.switchboard.operator.doctor;

import dev.switchboard.operator.Surroundings;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;

/** The addresses a provider signs and calls: one letter off, and every webhook is refused. */
record PublicAddresses(Surroundings surroundings) implements Look {

    private static final List<String> BASES = List.of("PUBLIC_BASE_URL", "SERVER_URL", "WHATSAPP_WEBHOOK_BASE_URL");
    private static final List<String> ROUTES = List.of("WEBHOOK_URL", "STATUS_CALLBACK_URL");

    @Override
    public Stream<Finding> findings() {
        var found = Stream.concat(
                        BASES.stream().flatMap(name -> look(name, false)),
                        ROUTES.stream().flatMap(name -> look(name, true)))
                .toList();
        var any = Stream.concat(BASES.stream(), ROUTES.stream())
                .anyMatch(name -> surroundings.get(name).isPresent());
        if (!any && surroundings.get("DOMAIN").isEmpty()) {
            return Stream.of(nobodyCanCall());
        }
        return found.isEmpty()
                ? Stream.of(Finding.ok("Addresses", "https, and as providers sign them"))
                : found.stream();
    }

    private Finding nobodyCanCall() {
        var live = new Providers(surroundings);
        return live.isLive(Providers.TWILIO) || live.isLive(Providers.META)
                ? Finding.problem(
                        "Addresses",
                        "PUBLIC_BASE_URL is not set, and a provider is live",
                        "Twilio signs it, and status callbacks are asked for there: none will be accepted",
                        "set PUBLIC_BASE_URL to https://… as the world calls this system")
                : Finding.note("Addresses", "no public address: webhooks come from this machine alone", null);
    }

    private Stream<Finding> look(String name, boolean withPath) {
        return surroundings.get(name).stream().flatMap(text -> look(name, text, withPath));
    }

    private static Stream<Finding> look(String name, String text, boolean withPath) {
        URI url;
        try {
            url = URI.create(text);
        } catch (IllegalArgumentException _) {
            return Stream.of(wrong(name, "is no address", "nothing starts with it"));
        }
        if (url.getHost() == null) {
            return Stream.of(wrong(name, "is no address: https://host is missing", "nothing starts with it"));
        }
        var findings = Stream.<Finding>builder();
        if (!"https".equals(url.getScheme()) && !isLoopback(url)) {
            findings.add(wrong(name, "is not https", "providers call https only, and sign what they call"));
        }
        if (url.getPort() >= 0 && !isLoopback(url)) {
            findings.add(
                    wrong(name, "names port " + url.getPort(), "Twilio signs some calls with and some without it"));
        }
        if (!withPath && text.endsWith("/")) {
            findings.add(wrong(name, "ends with a slash", "an address put together from it has two"));
        }
        if (withPath && (url.getRawPath() == null || url.getRawPath().length() < 2)) {
            findings.add(
                    wrong(name, "has no path", "it must be the whole address as it stands in the provider's console"));
        }
        if (url.getRawQuery() != null || url.getRawFragment() != null) {
            findings.add(wrong(name, "has a query or a fragment", "it is signed with every call, or never"));
        }
        return findings.build();
    }

    private static boolean isLoopback(URI url) {
        return url.getHost().matches("localhost|127\\..*|\\[::1]");
    }

    private static Finding wrong(String name, String what, String why) {
        return Finding.problem(
                "Addresses", name + " " + what, why, "write it exactly as the provider's console has it");
    }
}
