package com.pinda.aggregation.producer.capture;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The canal server that is read: connections to it, and what it says of itself. */
public final class CanalServer {

    /**
     * What the server says of itself.
     *
     * @param state starting, streaming, reconnecting or failed
     * @param reason why it is not streaming
     * @param cursor the last entry that was acknowledged, null before the first
     * @param startedAt where this run of the server began to read
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            String state,
            @Nullable String reason,
            @Nullable Place cursor,
            @JsonProperty("started_at") @Nullable Place startedAt) {

        /** Whether it reads the source now. */
        public boolean streaming() {
            return state.equals("streaming");
        }
    }

    /** A place in the binlog. */
    public record Place(String file, long offset) {

        LogPosition position() {
            return new LogPosition(file, offset, Integer.MAX_VALUE);
        }
    }

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final CaptureProperties properties;
    private final RestClient http;

    CanalServer(CaptureProperties properties) {
        this.properties = properties;
        var requests = new JdkClientHttpRequestFactory();
        requests.setReadTimeout(TIMEOUT);
        http = RestClient.builder().requestFactory(requests).build();
    }

    /** Connects; see {@link CanalSource}. */
    public CanalSource connect() {
        return CanalSource.open(properties);
    }

    /**
     * Asks the server for its state; empty where no address is configured.
     *
     * @throws RestClientException where it does not answer
     */
    public Optional<Status> status() {
        var url = properties.statusUrl();
        return url == null
                ? Optional.empty()
                : Optional.ofNullable(http.get().uri(url).retrieve().body(Status.class));
    }

    /**
     * Makes sure that the server goes on where the last checkpoint ends, or before.
     *
     * @throws GapException where it already forgot entries after the checkpoint
     */
    public void refuseGap(LogPosition checkpoint) {
        status().ifPresent(status -> {
            refuseGap(checkpoint, status.cursor());
            refuseGap(checkpoint, status.startedAt());
        });
    }

    private void refuseGap(LogPosition checkpoint, @Nullable Place place) {
        if (place != null
                && place.position()
                                .compareTo(new LogPosition(checkpoint.file(), checkpoint.offset(), Integer.MAX_VALUE))
                        > 0) {
            throw new GapException("changes of " + properties.destination() + " between " + checkpoint + " and "
                    + place.file() + ":" + place.offset()
                    + " were never published and canal does not send them any more: start canal-server anew with"
                    + " canal.source.start=" + checkpoint.file() + ":" + checkpoint.offset()
                    + " and an empty data folder while the source still has that binlog");
        }
    }

    public String destination() {
        return properties.destination();
    }

    public int epoch() {
        return properties.epoch();
    }
}
