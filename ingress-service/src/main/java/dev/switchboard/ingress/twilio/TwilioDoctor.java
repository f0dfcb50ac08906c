package dev.switchboard.ingress.twilio;

import dev.switchboard.contracts.settings.Secret;
import dev.switchboard.ingress.webhook.Difference;
import dev.switchboard.ingress.webhook.Parameters;
import dev.switchboard.ingress.webhook.Webhook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Tries what people get wrong between Twilio's console and us, fewest changes first. A caller's own headers may say what
 * was signed here, because nothing is accepted for it.
 */
record TwilioDoctor(TwilioSignature signature, UnaryOperator<List<Secret>> others) {

    private static final int MOST_CHANGES = 3;

    /** A part of what is signed, changed in one way; not changed at all where there is no difference. */
    private record Change<T>(@Nullable Difference difference, T value) {}

    private record Attempt(Set<Difference> differences, String text, Secret secret) {}

    Set<Difference> differences(Webhook webhook) {
        var told = webhook.header(TwilioSignature.HEADER);
        if (told == null) {
            return Set.of();
        }
        return attempts(webhook).stream()
                .filter(attempt -> attempt.differences.size() <= MOST_CHANGES)
                .sorted(Comparator.comparing(attempt -> attempt.differences.size()))
                .filter(attempt -> matches(attempt, told))
                .findFirst()
                .<Set<Difference>>map(Attempt::differences)
                .orElse(Set.of());
    }

    private List<Attempt> attempts(Webhook webhook) {
        var attempts = new ArrayList<Attempt>();
        var secrets = secrets(webhook);
        for (var url : urls(webhook)) {
            for (var form : forms(webhook)) {
                for (var secret : secrets) {
                    var differences = EnumSet.noneOf(Difference.class);
                    differences.addAll(url.differences);
                    add(differences, form.difference);
                    add(differences, secret.difference);
                    attempts.add(new Attempt(differences, url.url + form.value, secret.value));
                }
            }
        }
        return attempts;
    }

    private record Url(Set<Difference> differences, String url) {}

    private List<Url> urls(Webhook webhook) {
        var urls = new ArrayList<Url>();
        for (var whole : signature.url().candidates(webhook).toList()) {
            var parts = whole.split("\\?", 2);
            var begin = parts[0].indexOf("://") + 3;
            var slash = parts[0].indexOf('/', begin);
            var authority = parts[0].substring(begin, slash < 0 ? parts[0].length() : slash);
            var path = slash < 0 ? "" : parts[0].substring(slash);
            for (var scheme : schemes(parts[0].substring(0, begin))) {
                for (var host : hosts(authority, webhook)) {
                    for (var where : paths(path, webhook)) {
                        for (var query : queries(webhook)) {
                            var differences = EnumSet.noneOf(Difference.class);
                            add(differences, scheme.difference);
                            add(differences, host.difference);
                            add(differences, where.difference);
                            add(differences, query.difference);
                            urls.add(new Url(differences, scheme.value + host.value + where.value + query.value));
                        }
                    }
                }
            }
        }
        return urls;
    }

    private static List<Change<String>> schemes(String scheme) {
        return List.of(
                new Change<>(null, scheme),
                new Change<>(Difference.SCHEME, scheme.startsWith("https") ? "http://" : "https://"));
    }

    private static List<Change<String>> hosts(String authority, Webhook webhook) {
        var hosts = new ArrayList<Change<String>>();
        hosts.add(new Change<>(null, authority));
        for (var name : new String[] {"Host", "X-Forwarded-Host", "X-Original-Host"}) {
            var told = webhook.header(name);
            if (told != null && !told.equals(authority)) {
                var isPort = withoutPort(told).equals(withoutPort(authority));
                hosts.add(new Change<>(isPort ? Difference.PORT : Difference.HOST, told));
                hosts.add(new Change<>(isPort ? Difference.PORT : Difference.HOST, withoutPort(told)));
            }
        }
        var port = webhook.header("X-Forwarded-Port");
        if (port != null && port.matches("\\d{1,5}")) {
            hosts.add(new Change<>(Difference.PORT, withoutPort(authority) + ":" + port));
        }
        return hosts;
    }

    private static String withoutPort(String authority) {
        return authority.replaceFirst(":\\d{1,5}$", "");
    }

    private static List<Change<String>> paths(String path, Webhook webhook) {
        var paths = new ArrayList<Change<String>>();
        paths.add(new Change<>(null, path));
        paths.add(new Change<>(
                Difference.TRAILING_SLASH, path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/"));
        if (!path.equals(webhook.path())) {
            paths.add(new Change<>(Difference.PATH_PREFIX, webhook.path()));
        }
        var prefix = webhook.header("X-Forwarded-Prefix");
        if (prefix != null) {
            paths.add(new Change<>(Difference.PATH_PREFIX, prefix + webhook.path()));
        }
        paths.add(new Change<>(Difference.PATH_PREFIX, path.replaceFirst("^/[^/]*", "")));
        return paths;
    }

    private static List<Change<String>> queries(Webhook webhook) {
        if (webhook.query() == null) {
            return List.of(new Change<>(null, ""));
        }
        var query = "?" + webhook.query();
        List<UnaryOperator<String>> rewritings = List.of(
                _ -> "",
                text -> text.replace("+", "%20"),
                text -> text.replace("%20", "+"),
                text -> text.replace("%2B", "+"),
                text -> text.replace("%3A", ":"));
        var queries = new ArrayList<Change<String>>();
        queries.add(new Change<>(null, query));
        rewritings.forEach(rewriting -> queries.add(new Change<>(Difference.QUERY, rewriting.apply(query))));
        return queries;
    }

    private static List<Change<String>> forms(Webhook webhook) {
        if (!webhook.isPost() || webhook.isJson()) {
            return List.of(new Change<>(null, ""));
        }
        var form = webhook.form();
        var filled = new LinkedHashMap<>(form.values());
        filled.values().removeIf(values -> values.stream().allMatch(String::isEmpty));
        return List.of(
                new Change<>(null, TwilioSignature.signedText(form)),
                new Change<>(Difference.DROPPED_BLANKS, TwilioSignature.signedText(new Parameters(filled))),
                new Change<>(Difference.BODY, ""));
    }

    private List<Change<Secret>> secrets(Webhook webhook) {
        var secrets = new ArrayList<Change<Secret>>();
        var own = signature.secrets(webhook);
        own.forEach(token -> secrets.add(new Change<>(null, token)));
        others.apply(own).forEach(other -> secrets.add(new Change<>(Difference.OTHER_SECRET, other)));
        return secrets;
    }

    private static void add(Set<Difference> differences, @Nullable Difference difference) {
        if (difference != null) {
            differences.add(difference);
        }
    }

    private static boolean matches(Attempt attempt, String told) {
        return !attempt.differences.isEmpty()
                && MessageDigest.isEqual(
                        TwilioSignature.sign(attempt.secret, attempt.text).getBytes(StandardCharsets.UTF_8),
                        told.getBytes(StandardCharsets.UTF_8));
    }
}
