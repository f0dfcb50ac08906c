package dev.switchboard.ingress.edge;

import dev.switchboard.contracts.Required;
import java.net.InetAddress;
import java.util.regex.Pattern;

/** A network in CIDR form, {@code 10.0.0.0/8} or {@code 2001:db8::/32}; an address alone is a network of one. */
public record Network(InetAddress address, int prefix) {

    private static final Pattern LITERAL = Pattern.compile("\\d{1,3}(\\.\\d{1,3}){3}|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*");

    public static Network of(String text) {
        var slash = text.indexOf('/');
        var address =
                address(slash < 0 ? text.strip() : text.substring(0, slash).strip());
        var longest = 8 * address.getAddress().length;
        var prefix = slash < 0
                ? Integer.toString(longest)
                : text.substring(slash + 1).strip();
        Required.that(
                prefix.matches("\\d{1,3}") && Integer.parseInt(prefix) <= longest,
                "a network is not an address and the length of its prefix, as 10.0.0.0/8");
        return new Network(address, Integer.parseInt(prefix));
    }

    /** Without asking anybody: a name is no address. IPv4 within IPv6 comes out as IPv4. */
    static InetAddress address(String text) {
        Required.that(LITERAL.matcher(text).matches(), "an address is neither IPv4 nor IPv6");
        return InetAddress.ofLiteral(text);
    }

    boolean contains(InetAddress other) {
        var own = address.getAddress();
        var theirs = other.getAddress();
        if (own.length != theirs.length) {
            return false;
        }
        for (int bit = 0; bit < prefix; bit++) {
            var mask = 0x80 >> bit % 8;
            if (((own[bit / 8] ^ theirs[bit / 8]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
