package dev.switchboard.dispatcher.recipient;

import static java.util.stream.Collectors.toMap;

import dev.switchboard.contracts.deadletter.Consumption;
import dev.switchboard.contracts.deadletter.Delivery;
import dev.switchboard.contracts.inbound.CallProgressed;
import dev.switchboard.contracts.inbound.CallReceived;
import dev.switchboard.contracts.inbound.InboundEvent;
import dev.switchboard.contracts.inbound.MessageEchoed;
import dev.switchboard.contracts.inbound.MessageEdited;
import dev.switchboard.contracts.inbound.MessageReceived;
import dev.switchboard.contracts.inbound.MessageRevoked;
import dev.switchboard.contracts.inbound.ReactionReceived;
import dev.switchboard.contracts.inbound.SessionChanged;
import dev.switchboard.contracts.inbound.UnknownReceived;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Contact;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.dispatcher.media.InboundMedia;
import dev.switchboard.dispatcher.recipient.LastInbounds.LastInbound;
import dev.switchboard.dispatcher.recipient.OptOut.Scope;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Learns from what contacts write. A contact is known by its number and by its network's id, where both are told. */
@Component
class Inbound implements Consumption.Work<InboundEvent> {

    private final OptOuts optOuts;
    private final LastInbounds lastInbounds;
    private final InboundMedia media;
    private final Keywords keywords;
    private final Map<Provider, Words> words;
    private final TransactionTemplate transactions;

    Inbound(
            OptOuts optOuts,
            LastInbounds lastInbounds,
            InboundMedia media,
            Keywords keywords,
            List<Words> words,
            TransactionTemplate transactions) {
        this.optOuts = optOuts;
        this.lastInbounds = lastInbounds;
        this.media = media;
        this.keywords = keywords;
        this.words = words.stream().collect(toMap(Words::provider, one -> one));
        this.transactions = transactions;
    }

    @Override
    public void on(List<Delivery<InboundEvent>> batch) {
        var said = new ArrayList<OptOut>();
        var wrote = new ArrayList<LastInbound>();
        var messages = new ArrayList<MessageReceived>();
        for (var delivery : batch) {
            switch (delivery.event()) {
                case MessageReceived message -> {
                    messages.add(message);
                    said.addAll(said(message));
                    wrote.addAll(wrote(message, message.channel(), message.ours(), names(message.contact())));
                }
                case ReactionReceived reaction ->
                    wrote.addAll(wrote(reaction, reaction.channel(), reaction.ours(), names(reaction.contact())));
                case CallReceived call ->
                    wrote.addAll(wrote(call, Channel.WHATSAPP, call.ours(), Stream.ofNullable(call.caller())));
                case MessageEdited _,
                        MessageRevoked _,
                        MessageEchoed _,
                        CallProgressed _,
                        SessionChanged _,
                        UnknownReceived _ -> {}
            }
        }
        transactions.executeWithoutResult(_ -> {
            optOuts.note(said);
            lastInbounds.note(wrote);
            media.note(messages);
        });
    }

    private List<OptOut> said(MessageReceived message) {
        var wish = wish(message);
        return wish == Wish.NONE
                ? List.of()
                : names(message.contact())
                        .map(contact -> new OptOut(
                                message.provider().name(),
                                message.channel().wireName(),
                                message.ours().value(),
                                contact.value(),
                                Scope.ALL.sqlName(),
                                message.account(),
                                wish == Wish.START,
                                OptOut.BY_CONTACT,
                                null,
                                message.occurredAt()))
                        .toList();
    }

    private Wish wish(MessageReceived message) {
        var known = words.get(message.provider());
        return (known == null ? Optional.<Wish>empty() : known.wish(message))
                .orElseGet(
                        () -> keywords.wish(message.channel(), message.content().text()));
    }

    private static List<LastInbound> wrote(InboundEvent event, Channel channel, Address ours, Stream<Address> names) {
        return channel == Channel.SMS
                ? List.of()
                : names.map(contact -> new LastInbound(
                                event.provider().name(),
                                ours.value(),
                                contact.value(),
                                event.account(),
                                event.occurredAt()))
                        .toList();
    }

    private static Stream<Address> names(Contact contact) {
        return Stream.concat(Stream.of(contact.address()), Stream.ofNullable(contact.phone()))
                .distinct();
    }
}
