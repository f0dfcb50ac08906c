package dev.switchboard.dispatcher.erasure;

import dev.switchboard.contracts.Wire;
import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.erasure.AddressHashes;
import dev.switchboard.contracts.erasure.ErasureEvent;
import dev.switchboard.contracts.erasure.ErasureEvent.ContactErased;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.ledger.CalledOff;
import dev.switchboard.dispatcher.recipient.OptOuts;
import dev.switchboard.dispatcher.transcript.Transcripts;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ledger keeps that a message was sent, and no longer to whom or what. What waits is called off; what is in the midst of
 * a call is erased when its fate is known.
 */
@Component
class Erasures implements Consumption.Work<ErasureEvent> {

    private static final int AT_ONCE = 200;

    private static final String WISH = """
            update sends
            set erase_wished = true,
                cancel_wished = cancel_wished or state in ('waiting', 'calling', 'uncertain'),
                cancel_reason = coalesce(cancel_reason, 'the recipient was erased')
            where message_id in (:ids) and request is not null
            """;

    private static final String ENDED = """
            select message_id, request
            from sends
            where erase_wished and state in ('accepted', 'refused', 'parked', 'canceled', 'expired')
            order by message_id
            limit :limit
            for update skip locked
            """;

    private static final String ERASE = """
            update sends set request = :request, recipient = null, erase_wished = false, erased = true where message_id = :id
            """;

    private final JdbcClient database;
    private final TransactionTemplate transactions;
    private final CalledOff calledOff;
    private final OptOuts optOuts;
    private final Transcripts transcripts;
    private final AddressHashes hashes;

    Erasures(
            JdbcClient database,
            TransactionTemplate transactions,
            CalledOff calledOff,
            OptOuts optOuts,
            Transcripts transcripts,
            AddressHashes hashes) {
        this.database = database;
        this.transactions = transactions;
        this.calledOff = calledOff;
        this.optOuts = optOuts;
        this.transcripts = transcripts;
        this.hashes = hashes;
    }

    @Override
    public void on(List<Delivery<ErasureEvent>> batch) {
        for (var delivery : batch) {
            switch (delivery.event()) {
                case ContactErased erased -> {
                    var messages = erased.messageIds();
                    if (messages != null && !messages.isEmpty()) {
                        transactions.executeWithoutResult(_ -> wish(messages));
                    }
                    forgetInbound(erased);
                    transactions.executeWithoutResult(_ -> optOuts.erase(erased.addressHashes()));
                }
            }
        }
        eraseWhatEnded();
    }

    private void wish(Collection<MessageId> messages) {
        database.sql(WISH)
                .param("ids", messages.stream().map(MessageId::value).toList())
                .update();
        calledOff.settle();
    }

    /** When they wrote. There is no list by hash: erasing is rare, and looking through all of them is quick. */
    private void forgetInbound(ContactErased erased) {
        var contacts = database.sql("select distinct contact from last_inbounds").query(String.class).list().stream()
                .filter(contact -> erased.addressHashes().contains(hashes.of(new Address(contact))))
                .toList();
        if (!contacts.isEmpty()) {
            database.sql("delete from last_inbounds where contact in (:contacts)")
                    .param("contacts", contacts)
                    .update();
        }
    }

    private record Ended(UUID id, String request) {}

    /** Also for those that were in a call when it was wished. */
    void eraseWhatEnded() {
        Integer erased;
        do {
            erased = transactions.execute(_ -> eraseSome());
        } while (erased != null && erased == AT_ONCE);
    }

    private int eraseSome() {
        var ended = database.sql(ENDED)
                .param("limit", AT_ONCE)
                .query((row, _) -> new Ended(row.getObject("message_id", UUID.class), row.getString("request")))
                .list();
        transcripts.erase(ended.stream().map(Ended::id).toList());
        ended.forEach(send -> database.sql(ERASE)
                .param("id", send.id())
                .param(
                        "request",
                        Wire.JSON.writeValueAsString(Wire.JSON
                                .readValue(send.request(), SendRequest.class)
                                .erased()))
                .update());
        return ended.size();
    }
}
