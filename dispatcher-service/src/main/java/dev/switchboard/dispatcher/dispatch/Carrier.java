package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.ledger.Lease;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A provider as the flow knows it. */
public interface Carrier {

    Provider provider();

    Mode mode();

    /** Who sends where the request does not say. */
    @Nullable
    Address sender(Channel channel);

    /** Who sends this. */
    default @Nullable Address sender(SendRequest request) {
        return request.from() == null ? sender(request.channel()) : request.from();
    }

    /** Whether an account here is meant for the tenant of this. */
    default boolean isMeantFor(SendRequest request) {
        return false;
    }

    /** The provider's own name of who sends this: what it paces. */
    String line(SendRequest request);

    /** Whether it also limits what one recipient gets from one sender. */
    boolean limitsPairs();

    /** Why it cannot be carried at all, as far as that is known without a call. */
    Optional<Failure> unfit(SendRequest request);

    /**
     * Makes one call and never a second, and none when the lease is over. It returns whatever happens: an exception from
     * here is taken for an unheard answer.
     */
    Call send(SendRequest request, Lease lease);

    /** Looks for a message that was, or was not, taken between these times. */
    Look look(SendRequest request, Instant from, Instant until);

    /** Asks for our templates; a moment old at most. */
    Catalog templates();

    /** Has the writer of a message see that we read it. Called twice, it changes nothing. */
    Receipt tell(ReadRequest read);

    /** Asks what became of a message the provider took. */
    Inquiry inquire(MessageId messageId, Channel channel, @Nullable String account, String providerId);
}
