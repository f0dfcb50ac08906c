package dev.switchboard.fallback;

/** Asked for a message that asks for no fallback, or of which nothing was heard. */
final class NotFound extends RuntimeException {}
