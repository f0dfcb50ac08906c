package dev.switchboard.status.live;

import dev.switchboard.contracts.change.StateChange;
import dev.switchboard.contracts.change.StateChange.CallChanged;
import dev.switchboard.contracts.change.StateChange.ConversationChanged;
import dev.switchboard.contracts.change.StateChange.MessageChanged;
import dev.switchboard.contracts.change.StateChange.SessionStateChanged;
import dev.switchboard.http.Refused;
import dev.switchboard.http.Sight;
import dev.switchboard.status.StatusProperties;
import dev.switchboard.status.message.Message;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.codec.ServerSentEvent;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.security.core.Authentication;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;

/** Shows changes as they happen. */
@RestController
class StreamApi {

    private static final Duration RETRY = Duration.ofSeconds(2);

    private final Live live;
    private final StatusProperties properties;

    StreamApi(Live live, StatusProperties properties) {
        this.live = live;
        this.properties = properties;
    }

    /** What a page may ask to hear of. */
    enum Subject {
        MESSAGE("message.transition"),
        INBOX("inbox.message"),
        SESSION("session.changed"),
        CALL("call.changed");

        private final String event;

        Subject(String event) {
            this.event = event;
        }

        static Subject of(StateChange change) {
            return switch (change) {
                case MessageChanged _ -> MESSAGE;
                case ConversationChanged _ -> INBOX;
                case SessionStateChanged _ -> SESSION;
                case CallChanged _ -> CALL;
            };
        }

        static Set<Subject> parse(String names) {
            var wanted = EnumSet.noneOf(Subject.class);
            for (var name : names.split(",")) {
                wanted.add(Arrays.stream(values())
                        .filter(subject -> subject.name().equalsIgnoreCase(name.strip()))
                        .findFirst()
                        .orElseThrow(() -> Refused.parameter("topics", "names something that there is no news of")));
            }
            return wanted;
        }
    }

    @GetMapping(path = "/api/v1/stream", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    Flux<ServerSentEvent<Object>> stream(
            @RequestParam(defaultValue = "message,inbox,session,call") String topics,
            @RequestHeader(name = "Last-Event-ID", required = false) @Nullable String last,
            Authentication caller,
            ServerHttpResponse response) {
        var wanted = Subject.parse(topics);
        var sight = Sight.of(caller);
        response.getHeaders().set("X-Accel-Buffering", "no");
        response.getHeaders().setCacheControl("no-store");
        var news = live.from(last)
                .filter(each -> isWanted(each, wanted))
                .map(each -> event(each, sight))
                .share();
        return Flux.merge(news, heartbeats().takeUntilOther(news.ignoreElements()));
    }

    /** A comment now and then, so that nobody on the way takes the silence for a dead connection. */
    private Flux<ServerSentEvent<Object>> heartbeats() {
        return Flux.interval(properties.stream().heartbeat())
                .onBackpressureDrop()
                .map(_ -> ServerSentEvent.builder().comment("still here").build());
    }

    private static boolean isWanted(Live.News news, Set<Subject> wanted) {
        return switch (news) {
            case Live.News.Happened(var _, var change) -> wanted.contains(Subject.of(change));
            case Live.News.Begun _, Live.News.Gap _ -> true;
        };
    }

    private static ServerSentEvent<Object> event(Live.News news, Sight sight) {
        return switch (news) {
            // An id without data moves where a browser resumes and wakes nobody.
            case Live.News.Begun(var at) ->
                ServerSentEvent.builder()
                        .id(at.text())
                        .retry(RETRY)
                        .comment("from here on")
                        .build();
            case Live.News.Gap(var at) ->
                ServerSentEvent.builder()
                        .id(at.text())
                        .event("reset")
                        .data("{\"reason\":\"more happened than is kept; load anew\"}")
                        .build();
            case Live.News.Happened(var at, var change) ->
                ServerSentEvent.builder()
                        .id(at.text())
                        .event(Subject.of(change).event)
                        .data(seen(change, sight))
                        .build();
        };
    }

    private static StateChange seen(StateChange change, Sight sight) {
        return switch (sight) {
            case CLEAR -> change;
            case MASKED -> masked(change);
        };
    }

    private static StateChange masked(StateChange change) {
        return switch (change) {
            case MessageChanged message ->
                new MessageChanged(
                        message.messageId(),
                        message.direction(),
                        message.status(),
                        message.channel(),
                        message.provider(),
                        message.providerId(),
                        Message.masked(message.from()),
                        Message.masked(message.to()),
                        message.failure(),
                        message.fallbackOf(),
                        message.fallbackMessageId(),
                        message.tenant(),
                        message.metadata(),
                        message.occurredAt());
            case ConversationChanged conversation ->
                new ConversationChanged(
                        conversation.conversationId(),
                        conversation.channel(),
                        Objects.requireNonNull(Message.masked(conversation.contact())),
                        conversation.lastMessageId(),
                        conversation.unread(),
                        conversation.occurredAt());
            case SessionStateChanged session -> session;
            case CallChanged call -> call;
        };
    }
}
