package dev.switchboard.dispatcher.dispatch;

import dev.switchboard.contracts.failure.Reach;
import dev.switchboard.contracts.message.Address;
import dev.switchboard.contracts.message.Channel;
import dev.switchboard.contracts.message.Failure;
import dev.switchboard.contracts.message.MessageId;
import dev.switchboard.contracts.message.Provider;
import dev.switchboard.contracts.request.ReadRequest;
import dev.switchboard.contracts.request.SendRequest;
import dev.switchboard.dispatcher.ledger.Lease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A provider at which we have more than one account: a request's {@code from} says whose it is. */
public record SeveralAccounts(Carrier usual, Supplier<List<Account>> others) implements Carrier {

    /**
     * @param name what a request may give as {@code from} to leave the number to us
     * @param id the provider's own name of it
     * @param tenants whose requests it sends when they name no sender
     */
    public record Account(String name, String id, Predicate<Address> sends, List<String> tenants, Carrier carrier) {
        boolean isMeant(Address from) {
            return name.equals(from.value()) || sends.test(from);
        }
    }

    private Optional<Account> other(@Nullable Address from) {
        return from == null
                ? Optional.empty()
                : others.get().stream().filter(account -> account.isMeant(from)).findFirst();
    }

    /** One that cannot say who sends would leave it to another account. */
    private Optional<Account> ofTenant(SendRequest request) {
        var tenant = request.tenant();
        return tenant == null || request.from() != null
                ? Optional.empty()
                : others.get().stream()
                        .filter(account -> account.tenants().contains(tenant))
                        .filter(account -> account.carrier().sender(request.channel()) != null)
                        .findFirst();
    }

    @Override
    public boolean isMeantFor(SendRequest request) {
        return ofTenant(request).isPresent();
    }

    private Carrier of(SendRequest request) {
        return other(request.from()).map(Account::carrier).orElse(usual);
    }

    @Override
    public Provider provider() {
        return usual.provider();
    }

    @Override
    public Mode mode() {
        return usual.mode() == Mode.ABSENT
                ? others.get().stream()
                        .map(account -> account.carrier().mode())
                        .findFirst()
                        .orElse(Mode.ABSENT)
                : usual.mode();
    }

    @Override
    public @Nullable Address sender(Channel channel) {
        return usual.sender(channel);
    }

    /** The name of an account stands for the number it sends from; without any, the tenant may have one. */
    @Override
    public @Nullable Address sender(SendRequest request) {
        var from = request.from();
        var account = from == null
                ? ofTenant(request)
                : other(from).filter(named -> named.name().equals(from.value()));
        return account.isPresent()
                ? account.get().carrier().sender(request.channel())
                : from == null ? usual.sender(request.channel()) : from;
    }

    @Override
    public String line(SendRequest request) {
        return of(request).line(request);
    }

    @Override
    public boolean limitsPairs() {
        return usual.limitsPairs()
                || others.get().stream().anyMatch(account -> account.carrier().limitsPairs());
    }

    @Override
    public Optional<Failure> unfit(SendRequest request) {
        return of(request).unfit(request);
    }

    /** What is wrong with one account is no reason to leave the others alone. */
    @Override
    public Call send(SendRequest request, Lease lease) {
        var other = other(request.from());
        if (other.isEmpty()) {
            return usual.send(request, lease);
        }
        var call = other.get().carrier().send(request, lease);
        return call.with(narrowed(call.answer()));
    }

    private static Answer narrowed(Answer answer) {
        return switch (answer) {
            case Answer.Refused(var by, var failure, var reach)
            when reach == Reach.ACCOUNT -> new Answer.Refused(by, failure, Reach.SENDER);
            case Answer.NotTaken(var failure, var notBefore, var reach, var calls)
            when reach == Reach.ACCOUNT -> new Answer.NotTaken(failure, notBefore, Reach.SENDER, calls);
            case Answer.Taken _, Answer.NotTaken _, Answer.Refused _, Answer.Unknown _ -> answer;
        };
    }

    @Override
    public Look look(SendRequest request, Instant from, Instant until) {
        return of(request).look(request, from, until);
    }

    @Override
    public Receipt tell(ReadRequest read) {
        return other(read.from()).map(Account::carrier).orElse(usual).tell(read);
    }

    @Override
    public Inquiry inquire(MessageId messageId, Channel channel, @Nullable String account, String providerId) {
        return others.get().stream()
                .filter(other -> other.id().equals(account))
                .map(Account::carrier)
                .findFirst()
                .orElse(usual)
                .inquire(messageId, channel, account, providerId);
    }

    /** As far as they are told; one account that does not answer is enough to say that something is missing. */
    @Override
    public Catalog templates() {
        var entries = new ArrayList<Catalog.Entry>();
        for (var carrier : carriers()) {
            switch (carrier.templates()) {
                case Catalog.Listed(var listed) -> entries.addAll(listed);
                case Catalog.NoAnswer silent -> {
                    return silent;
                }
            }
        }
        return new Catalog.Listed(List.copyOf(entries));
    }

    private List<Carrier> carriers() {
        return Stream.concat(Stream.of(usual), others.get().stream().map(Account::carrier))
                .filter(carrier -> carrier.mode() != Mode.ABSENT)
                .toList();
    }
}
