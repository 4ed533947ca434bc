package com.pinda.aggregation.producer.capture;

import com.alibaba.otter.canal.protocol.exception.CanalClientException;
import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.pinda.aggregation.schema.Position;
import com.pinda.aggregation.schema.wire.Reason;
import java.net.http.HttpClient;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** The canal server that is read: connections to it, and what it says of itself. */
public final class CanalServer {

    /**
     * What the server says of itself.
     *
     * @param state starting, streaming, reconnecting or failed; unreachable where it does not answer
     * @param reason why it is not streaming
     * @param cursor the last entry that was acknowledged, null before the first
     * @param startedAt where this run of the server began to read
     * @param serverId server id of the source, 0 before it was asked
     * @param completeMs what the source had committed by then is there to be fetched, or was; null where it cannot
     *     tell, 0 while it does not know; milliseconds
     * @param binlogs the last binlog files that it read, and when the source began each, seconds since the epoch
     */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Status(
            String state,
            @Nullable String reason,
            @Nullable Place cursor,
            @JsonProperty("started_at") @Nullable Place startedAt,
            @JsonProperty("server_id") long serverId,
            @JsonProperty("complete_ts_ms") @Nullable Long completeMs,
            Map<String, Long> binlogs) {

        public Status {
            // an older server tells none
            binlogs = binlogs == null ? Map.of() : Map.copyOf(binlogs);
        }

        static Status unreachable(String url, RestClientException failure, @Nullable String lastWords) {
            var reason = url + " (cdc.capture.status-url): " + Reason.of(failure)
                    + (lastWords == null ? "" : "; before that it failed: " + lastWords);
            return new Status("unreachable", reason, null, null, 0, null, Map.of());
        }

        /** Why it does not read the source; empty while it does. */
        public Optional<String> interruption() {
            return state.equals(STREAMING)
                    ? Optional.empty()
                    : Optional.of("canal-server is " + state + (reason == null ? "" : ": " + reason));
        }
    }

    /** A place in the binlog. */
    public record Place(String file, long offset) {

        LogPosition position() {
            return new LogPosition(file, offset, Integer.MAX_VALUE);
        }
    }

    private static final Logger log = LoggerFactory.getLogger(CanalServer.class);
    private static final String NOT_ASKED = "none";
    private static final String STREAMING = "streaming";
    private static final String FAILED = "failed";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final CaptureProperties properties;
    private final RestClient http;

    /** Why the server's stream failed, which it tells before it ends. */
    private volatile @Nullable String lastWords;

    CanalServer(CaptureProperties properties) {
        this.properties = properties;
        var requests = new JdkClientHttpRequestFactory(
                HttpClient.newBuilder().connectTimeout(TIMEOUT).build());
        requests.setReadTimeout(TIMEOUT);
        http = RestClient.builder().requestFactory(requests).build();
        if (properties.statusUrl().equals(NOT_ASKED)) {
            log.warn(
                    "canal-server is not asked for its state (cdc.capture.status-url=none): changes that it lost, a source"
                            + " that was replaced and a stream that stands still go unseen");
        }
    }

    /**
     * Connects; see {@link CanalSource}.
     *
     * @throws CanalNotReadyException where the server is away or refuses
     */
    public CanalSource connect() {
        try {
            return CanalSource.open(properties);
        } catch (CanalClientException | UnresolvedAddressException e) {
            throw new CanalNotReadyException(
                    "waiting for canal-server at " + properties.address()
                            + " (cdc.capture.address, .destination, .user, .password): " + Reason.of(e),
                    e);
        }
    }

    /** Asks the server for its state; empty where it is not to be asked. */
    public Optional<Status> status() {
        if (properties.statusUrl().equals(NOT_ASKED)) {
            return Optional.empty();
        }
        try {
            var status = http.get().uri(properties.statusUrl()).retrieve().body(Status.class);
            lastWords = status != null && status.state().equals(FAILED) ? status.reason() : null;
            return Optional.ofNullable(status);
        } catch (RestClientException e) {
            return Optional.of(Status.unreachable(properties.statusUrl(), e, lastWords));
        }
    }

    /**
     * What a pipeline goes on after: the last checkpoint; empty where the epoch was raised since, which says that the
     * source is another one.
     *
     * @throws GapException where the server does not send what follows the checkpoint: it already forgot entries after
     *     it, or reads another source, or the epoch is older than the checkpoint's
     * @throws CanalNotReadyException where the server cannot tell yet
     */
    public Optional<Published> resume(Published checkpoint) {
        if (checkpoint.epoch() < properties.epoch()) {
            log.info(
                    "the epoch was raised, so the source is read from where canal-server begins: epoch={} checkpoint={}/{}",
                    properties.epoch(),
                    checkpoint.epoch(),
                    checkpoint.state().last());
            return Optional.empty();
        }
        if (checkpoint.epoch() > properties.epoch()) {
            throw new GapException("the last checkpoint of " + properties.destination() + " is of epoch "
                    + checkpoint.epoch() + ", but cdc.capture.epoch is " + properties.epoch()
                    + ": its changes would sort before those that are published; set it to " + checkpoint.epoch());
        }
        status().ifPresent(status -> refuseGap(checkpoint, status));
        return Optional.of(checkpoint);
    }

    private void refuseGap(Published checkpoint, Status status) {
        var startedAt = status.startedAt();
        if (startedAt == null) {
            throw new CanalNotReadyException("where canal-server goes on is not known yet"
                    + status.interruption().map(reason -> ": " + reason).orElse(""));
        }
        refuseOtherSource(checkpoint.sourceServerId(), status);
        refuseGap(checkpoint.state().last(), status.cursor());
        refuseGap(checkpoint.state().last(), startedAt);
    }

    /**
     * Makes sure that the server reads the source that was read before.
     *
     * @param before that source's server id, null where nobody knows it
     * @throws GapException where it reads another one
     */
    public void refuseOtherSource(@Nullable Long before, Status status) {
        if (before != null && status.serverId() != 0 && status.serverId() != before) {
            throw new GapException("the last checkpoint of " + properties.destination() + " was read from server_id "
                    + before + ", but canal-server reads server_id " + status.serverId()
                    + ": positions of two servers do not compare; if the source was replaced, set cdc.capture.epoch="
                    + (properties.epoch() + 1) + " and start canal-server anew with an empty data folder and with"
                    + " canal.source.start where the new source goes on");
        }
    }

    /**
     * Makes sure that the server reads the binlog that was read before: what stands before the checkpoint in another
     * one would be dropped as if it were published.
     *
     * @param binlogs the files that the server read, see {@link Status}
     * @throws GapException where the file of the checkpoint was begun at another time, or is not there and one that
     *     comes before it was begun later
     */
    public void refuseOtherBinlog(Published checkpoint, Map<String, Long> binlogs) {
        var begun = checkpoint.binlogBegunSeconds();
        if (begun == null) {
            return;
        }
        var last = checkpoint.state().last();
        var present = binlogs.get(last.file());
        var isOther = present == null
                ? binlogs.entrySet().stream()
                        .anyMatch(binlog -> binlog.getValue() > begun
                                && Position.fileNumber(binlog.getKey()) < Position.fileNumber(last.file()))
                : !present.equals(begun);
        if (isOther) {
            throw new GapException("the last checkpoint of " + properties.destination() + ", " + last
                    + ", is in a binlog that the source began at " + Instant.ofEpochSecond(begun)
                    + ", but canal-server reads another one: " + new TreeMap<>(binlogs)
                    + ". The source's binlog was reset; set cdc.capture.epoch=" + (properties.epoch() + 1)
                    + " and start canal-server anew with an empty data folder and with canal.source.start=earliest, or"
                    + " where the changes begin that were never published");
        }
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
