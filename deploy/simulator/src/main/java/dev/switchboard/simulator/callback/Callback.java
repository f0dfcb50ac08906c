package dev.switchboard.simulator.callback;

import java.net.URI;
import java.util.Map;

/**
 * One signed webhook, ready to be posted as often as it takes.
 *
 * @param sid the message it tells of
 * @param status what it tells
 * @param url the signed address, without a fragment
 */
public record Callback(String sid, String status, URI url, Map<String, String> headers, String body, RetryRule retry) {
    @Override
    public String toString() {
        return "Callback[" + sid + " " + status + "]";
    }
}
