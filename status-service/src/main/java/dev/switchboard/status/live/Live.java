package dev.switchboard.status.live;

import dev.switchboard.contracts.change.StateChange;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** What one reader hears: from where it left off, or from now on, as fast as it takes it and no faster. */
@Component
class Live {

    private static final int AT_ONCE = 100;

    private final Feed feed;

    Live(Feed feed) {
        this.feed = feed;
    }

    /** Each with how far the reader has come by it. */
    sealed interface News {

        record Begun(Offsets at) implements News {}

        /** Something between here and before is lost to this reader. */
        record Gap(Offsets at) implements News {}

        record Happened(Offsets at, StateChange change) implements News {}
    }

    Flux<News> from(@Nullable String lastId) {
        return Flux.defer(() -> {
            var reader = new Reader(lastId);
            // Of the ticks that came while the reader was slow only the last one matters: it reads up to the end.
            return feed.ticks()
                    .onBackpressureLatest()
                    .publishOn(Schedulers.parallel(), 1)
                    .concatMap(_ -> reader.catchUp(), 1);
        });
    }

    /** Its place among the recent changes. Used by one thread at a time, as streams promise. */
    private final class Reader {

        private final @Nullable String lastId;
        private @Nullable RecentChanges recent;
        private Offsets at = new Offsets(new long[0]);
        private long number;

        Reader(@Nullable String lastId) {
            this.lastId = lastId;
        }

        Flux<News> catchUp() {
            var now = feed.recent();
            if (now == null) {
                return Flux.empty();
            }
            if (now == recent) {
                return read(now);
            }
            var begun = begin(now);
            return Flux.concat(Flux.just(begun), Flux.defer(() -> read(now)));
        }

        /** At the first tick, and once more when this node had to begin anew. */
        private News begin(RecentChanges now) {
            var isNew = recent == null && lastId == null;
            var known = recent != null || lastId == null ? at : Offsets.parse(lastId, now.partitions());
            recent = now;
            if (isNew) {
                return jump(now);
            }
            if (known == null || !now.covers(known)) {
                return new News.Gap(jump(now).at());
            }
            at = known;
            number = now.start();
            return new News.Begun(at);
        }

        private News.Begun jump(RecentChanges now) {
            var end = now.endAndNewest();
            number = end.number();
            at = end.offsets();
            return new News.Begun(at);
        }

        private Flux<News> read(RecentChanges from) {
            var batch = from.from(number, AT_ONCE);
            if (!batch.isWhole()) {
                return Flux.just(new News.Gap(jump(from).at()));
            }
            number = batch.nextNumber();
            var heard = Flux.fromIterable(batch.changes()).<News>handle((seen, sink) -> {
                if (at.isBefore(seen.position())) {
                    at = at.after(seen.position());
                    feed.read(seen.record()).ifPresent(change -> sink.next(new News.Happened(at, change)));
                }
            });
            return batch.changes().isEmpty() ? heard : heard.concatWith(Flux.defer(() -> read(from)));
        }
    }
}
