package com.pinda.aggregation.query.feed;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

/** One caller who is told of changes, on a thread of its own: a slow one holds up nobody, and is cut off at last. */
final class Subscription implements Runnable {

    private static final Logger log = LoggerFactory.getLogger(Subscription.class);
    private static final long RECONNECT_MS = 5000;
    private static final long LOOK_MS = 500;

    private final Feed feed;
    private final Optional<CatchUp> catchUp;
    private final EventFilter filter;
    private final EventJson json;
    private final SseEmitter answer;
    private final BlockingQueue<FeedEvent> queue;
    private final Duration heartbeat;
    private final Runnable whenEnded;
    private Offsets position;
    private long sentNanos = System.nanoTime();
    private volatile boolean ended;

    /**
     * A caller.
     *
     * @param position where it goes on
     * @param catchUp reads what it missed and the feed has not any more; empty where that is nothing
     * @param queued events that may wait for it
     * @param whenEnded is called once, at the end
     */
    Subscription(
            Feed feed,
            Offsets position,
            Optional<CatchUp> catchUp,
            EventFilter filter,
            EventJson json,
            SseEmitter answer,
            int queued,
            Duration heartbeat,
            Runnable whenEnded) {
        this.feed = feed;
        this.position = position;
        this.catchUp = catchUp;
        this.filter = filter;
        this.json = json;
        this.answer = answer;
        this.queue = new ArrayBlockingQueue<>(queued);
        this.heartbeat = heartbeat;
        this.whenEnded = whenEnded;
    }

    /** Takes an event; false where too many wait already: the caller is cut off, and comes again. */
    boolean offer(FeedEvent event) {
        if (queue.offer(event)) {
            return true;
        }
        log.info("slow reader of events is cut off: queued={}", queue.size());
        end();
        return false;
    }

    /** Ends the answer soon. */
    void end() {
        ended = true;
    }

    @Override
    public void run() {
        try {
            answer.send(SseEmitter.event()
                    .reconnectTime(RECONNECT_MS)
                    .id(position.toString())
                    .comment("from here on"));
            for (var event : joined()) {
                tell(event);
            }
            while (!ended) {
                var event = queue.poll(LOOK_MS, TimeUnit.MILLISECONDS);
                if (event != null) {
                    tell(event);
                }
                beat();
            }
            answer.complete();
        } catch (IOException | IllegalStateException e) {
            log.debug("reader of events is gone", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("events broken off, the caller comes again: reason={}", e.getMessage());
            answer.complete();
        } finally {
            feed.leave(this);
            catchUp.ifPresent(CatchUp::close);
            whenEnded.run();
        }
    }

    /** What is to be told before what comes. */
    private List<FeedEvent> joined() throws IOException {
        if (catchUp.isPresent()) {
            var reading = catchUp.get();
            if (reading.begin(position)) {
                return readOn(reading);
            }
            reading.close();
            position = feed.end();
            answer.send(SseEmitter.event()
                    .id(position.toString())
                    .name("reset")
                    .data("{\"reason\":\"what came since then is not kept any more; read anew\"}"));
        }
        return feed.join(this, position).orElseGet(this::nothingMore);
    }

    private List<FeedEvent> readOn(CatchUp reading) throws IOException {
        while (!ended && !feed.isEnded()) {
            var missed = feed.join(this, position);
            if (missed.isPresent()) {
                reading.close();
                return missed.get();
            }
            for (var event : reading.next()) {
                tell(event);
            }
            position = reading.position();
            beat();
        }
        return nothingMore();
    }

    private List<FeedEvent> nothingMore() {
        end();
        return List.of();
    }

    private void tell(FeedEvent event) throws IOException {
        if (event.offset() < position.of(event.partition())) {
            return; // it was told before
        }
        position = position.behind(event.partition(), event.offset());
        if (filter.passes(event)) {
            answer.send(SseEmitter.event()
                    .id(position.toString())
                    .name(event.name())
                    .data(json.of(event)));
            sentNanos = System.nanoTime();
        }
    }

    private void beat() throws IOException {
        if (System.nanoTime() - sentNanos >= heartbeat.toNanos()) {
            answer.send(SseEmitter.event().id(position.toString()).comment("still here"));
            sentNanos = System.nanoTime();
        }
    }
}
