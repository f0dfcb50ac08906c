package dev.switchboard.ingress.edge;

import java.net.InetAddress;

/** Where a request comes from, as far as that can be believed. */
public record Source(InetAddress address, boolean isSecure) {

    @Override
    public String toString() {
        return "Source";
    }
}
