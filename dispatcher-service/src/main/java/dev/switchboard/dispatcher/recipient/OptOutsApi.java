package dev.switchboard.dispatcher.recipient;

import dev.switchboard.contracts.Unfit;
import dev.switchboard.contracts.erasure.AddressHashes;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.dispatcher.api.Cursor;
import dev.switchboard.http.Refused;
import dev.switchboard.http.Sight;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Who does not want to hear from whom. Plain blocking code: the framework runs it on a virtual thread. */
@RestController
class OptOutsApi {

    private static final int MOST = 200;

    private static final String PAGE = """
            select provider, channel, ours, contact, scope, source, code, said_at,
                md5(concat_ws(' ', provider, channel, ours, contact, scope)) as key
            from opt_outs
            where not wanted
              and (said_at, md5(concat_ws(' ', provider, channel, ours, contact, scope)))
                  < (cast(:at as timestamptz), case when :key = '' then 'z' else :key end)
              and (cast(:contact as text) is null or contact in (:contact, :erased))
              and (cast(:channel as text) is null or channel = :channel)
              and (cast(:provider as text) is null or provider = :provider)
            order by said_at desc, key desc
            limit :limit
            """;

    private final JdbcClient database;
    private final AddressHashes hashes;

    OptOutsApi(JdbcClient database, AddressHashes hashes) {
        this.database = database;
        this.hashes = hashes;
    }

    /**
     * @param sender {@code *} for all of the provider's
     * @param source the contact's own word, or the provider's report, then with its code
     */
    record Item(
            String contact,
            String channel,
            String provider,
            String sender,
            String scope,
            String source,
            @Nullable String code,
            Instant since) {}

    record Page(List<Item> items, @Nullable String nextCursor) {}

    private record Found(Item item, Cursor cursor) {}

    @GetMapping("/api/v1/opt-outs")
    Page optOuts(
            @RequestParam(required = false) @Nullable String contact,
            @RequestParam(required = false) @Nullable String channel,
            @RequestParam(required = false) @Nullable String provider,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Authentication caller) {
        if (channel != null && !channel.equals("sms") && !channel.equals("whatsapp")) {
            throw Refused.parameter("channel", "must be sms or whatsapp");
        }
        var from = Cursor.parse(cursor);
        var sight = Sight.of(caller);
        var found = database.sql(PAGE)
                .param("at", from.at().toString())
                .param("key", from.key())
                .param("contact", contact)
                .param("erased", contact == null ? null : erased(contact))
                .param("channel", channel)
                .param("provider", provider)
                .param("limit", Cursor.limit(limit, MOST))
                .query((row, _) -> {
                    var since = row.getObject("said_at", OffsetDateTime.class).toInstant();
                    var item = new Item(
                            shown(row.getString("contact"), sight),
                            row.getString("channel"),
                            row.getString("provider"),
                            row.getString("ours"),
                            row.getString("scope"),
                            row.getString("source"),
                            row.getString("code"),
                            since);
                    return new Found(item, new Cursor(since, row.getString("key")));
                })
                .list();
        return new Page(
                found.stream().map(Found::item).toList(),
                found.size() < limit ? null : found.getLast().cursor().text());
    }

    private String erased(String contact) {
        try {
            return hashes.of(new Address(contact));
        } catch (Unfit e) {
            throw Refused.parameter("contact", "cannot be one: " + e.getMessage());
        }
    }

    /** Who was erased has no number here any more. */
    private static String shown(String contact, Sight sight) {
        return contact.startsWith("hmac-") ? "erased" : sight.of(new Address(contact));
    }
}
