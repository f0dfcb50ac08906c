package dev.switchboard.http;

import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;

/** The kinds of error there are. A {@code type} never changes: programs compare it. */
public enum ProblemKind {
    NOT_JSON(HttpStatus.BAD_REQUEST, "The body is not JSON"),
    BAD_REQUEST(HttpStatus.BAD_REQUEST, "The request cannot be understood"),
    UNAUTHENTICATED(HttpStatus.UNAUTHORIZED, "A valid token is needed"),
    FORGED_WEBHOOK(HttpStatus.UNAUTHORIZED, "The signature is missing or wrong"),
    FORBIDDEN(HttpStatus.FORBIDDEN, "The token does not allow this"),
    HTTPS_REQUIRED(HttpStatus.FORBIDDEN, "Only by https"),
    ADDRESS_NOT_ALLOWED(HttpStatus.FORBIDDEN, "Not from this address"),
    INVALID_PARAMETER(HttpStatus.BAD_REQUEST, "A parameter is not valid"),
    NOT_FOUND(HttpStatus.NOT_FOUND, "There is nothing here"),
    METHOD_NOT_ALLOWED(HttpStatus.METHOD_NOT_ALLOWED, "Not with this method"),
    TOO_SLOW(HttpStatus.REQUEST_TIMEOUT, "The body took too long to arrive"),
    NOT_PARKED(HttpStatus.CONFLICT, "The message is not parked"),
    CANCELED(HttpStatus.CONFLICT, "The message was called off"),
    EXPIRED(HttpStatus.CONFLICT, "The message is too late"),
    SERVICE_WINDOW_CLOSED(HttpStatus.CONFLICT, "Only a template is possible now"),
    NOT_SHOWN(HttpStatus.CONFLICT, "Nobody would see it"),
    MEDIA_GONE(HttpStatus.GONE, "The file is gone"),
    TOO_LARGE(HttpStatus.CONTENT_TOO_LARGE, "The body is too large"),
    UNSUPPORTED_MEDIA_TYPE(HttpStatus.UNSUPPORTED_MEDIA_TYPE, "The content type must be application/json"),
    INVALID_REQUEST(HttpStatus.UNPROCESSABLE_CONTENT, "The request is not valid"),
    TOO_MANY_REQUESTS(HttpStatus.TOO_MANY_REQUESTS, "Too many for now"),
    INTERNAL(HttpStatus.INTERNAL_SERVER_ERROR, "Something went wrong here"),
    PROVIDER_UNAVAILABLE(HttpStatus.BAD_GATEWAY, "The provider does not help"),
    UNAVAILABLE(HttpStatus.SERVICE_UNAVAILABLE, "Not accepted for now");

    private final HttpStatus status;
    private final String title;

    ProblemKind(HttpStatus status, String title) {
        this.status = status;
        this.title = title;
    }

    /** Of a refusal by the framework, which knows statuses only. */
    static ProblemKind of(HttpStatusCode status) {
        return switch (status.value()) {
            case 404 -> NOT_FOUND;
            case 405 -> METHOD_NOT_ALLOWED;
            case 413 -> TOO_LARGE;
            case 415 -> UNSUPPORTED_MEDIA_TYPE;
            default -> status.is4xxClientError() ? BAD_REQUEST : INTERNAL;
        };
    }

    public HttpStatus status() {
        return status;
    }

    /** Its answer carries {@code Retry-After}. */
    public boolean saysWhenToRepeat() {
        return this == UNAVAILABLE || this == TOO_MANY_REQUESTS;
    }

    String title() {
        return title;
    }

    String type() {
        return "urn:switchboard:problem:" + name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
