package dev.switchboard.simulator.callback;

/** What can go wrong with a callback, in the words of Twilio's retry policies {@code ct}, {@code rt}, {@code 4xx}, {@code 5xx}. */
public enum Trouble {
    CONNECT,
    READ,
    REFUSED,
    SERVER_ERROR
}
