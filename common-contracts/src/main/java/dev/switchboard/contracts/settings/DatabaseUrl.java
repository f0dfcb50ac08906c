package dev.switchboard.contracts.settings;

import dev.switchboard.contracts.Required;
import dev.switchboard.contracts.Unfit;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code DATABASE_URL} in any of the forms people write it: {@code postgresql://}, {@code postgres://}, {@code jdbc:} or
 * {@code r2dbc:}, the credentials before the host or among the options. It prints without its password, and what is
 * wrong with it is said without quoting it.
 */
public record DatabaseUrl(
        String host,
        int port,
        String database,
        String user,
        @Nullable Secret password,
        @Nullable String options) {

    private static final int DEFAULT_PORT = 5432;
    private static final String DEFAULT_USER = "postgres";

    /** Tolerant where people are careless: a password may hold anything but a slash without being escaped. */
    private static final Pattern FORM = Pattern.compile("(?:jdbc:|r2dbc:(?:pool:)?)?postgres(?:ql)?://"
            + "(?:(?<user>[^:/?]*)(?::(?<password>[^/]*))?@)?"
            + "(?<host>[^:/?@\\[\\]]+|\\[[0-9a-fA-F:.]+])(?::(?<port>\\d{1,5}))?"
            + "/(?<database>[^/?]+)(?:\\?(?<options>.*))?");

    public DatabaseUrl {
        Required.that(port > 0 && port <= 65_535, "DATABASE_URL names no port there can be");
    }

    public static DatabaseUrl parse(String text) {
        var form = FORM.matcher(text.strip());
        Required.that(
                form.matches(), "DATABASE_URL does not have the form postgresql://user:password@host:port/database");
        var options = Options.of(form.group("options"));
        var user = form.group("user") == null ? options.user() : decoded(form.group("user"));
        var password = form.group("password") == null ? options.password() : decoded(form.group("password"));
        return new DatabaseUrl(
                form.group("host"),
                form.group("port") == null ? DEFAULT_PORT : Integer.parseInt(form.group("port")),
                decoded(form.group("database")),
                user == null || user.isEmpty() ? DEFAULT_USER : user,
                password == null || password.isEmpty() ? null : new Secret(password),
                options.others());
    }

    public String jdbc() {
        return "jdbc:postgresql://" + host + ":" + port + "/" + database + (options == null ? "" : "?" + options);
    }

    public @Nullable String passwordText() {
        return password == null ? null : password.value();
    }

    private static String decoded(String part) {
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new Unfit("DATABASE_URL holds a % that escapes nothing: write it as %25");
        }
    }

    /** Credentials do not stay among the options: those are part of the address that drivers log. */
    private record Options(
            @Nullable String user,
            @Nullable String password,
            @Nullable String others) {
        static Options of(@Nullable String text) {
            String user = null;
            String password = null;
            var others = new ArrayList<String>();
            for (var option : text == null ? new String[0] : text.split("&")) {
                if (option.startsWith("user=")) {
                    user = decoded(option.substring("user=".length()));
                } else if (option.startsWith("password=")) {
                    password = decoded(option.substring("password=".length()));
                } else if (!option.isEmpty()) {
                    others.add(option);
                }
            }
            return new Options(user, password, others.isEmpty() ? null : String.join("&", others));
        }
    }

    @Override
    public String toString() {
        return "postgresql://" + user + "@" + host + ":" + port + "/" + database;
    }
}
