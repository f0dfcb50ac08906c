package dev.switchboard.http;

import org.springframework.context.annotation.Import;

/** What a service imports to have an API like all the others. */
@Import({HttpServer.class, Problems.class})
public final class HttpApi {

    private HttpApi() {}

    /** The same for a service with a database. */
    @Import({HttpApi.class, DatabaseAway.class})
    public static final class WithDatabase {

        private WithDatabase() {}
    }
}
