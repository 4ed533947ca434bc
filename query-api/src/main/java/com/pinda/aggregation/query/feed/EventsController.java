package com.pinda.aggregation.query.feed;

import com.pinda.aggregation.query.problem.Problems;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@RestController
@Tag(name = "Events", description = "Changes, as server-sent events")
class EventsController {

    private static final Logger log = LoggerFactory.getLogger(EventsController.class);
    private static final String RETRY_SECONDS = "5";
    private static final String LAST_EVENT_ID = "Last-Event-ID";
    private static final String GO_ON = "id of the last event that was seen; the next ones follow it";
    private static final int RESOURCE = 3;

    private static final Map<String, String> VIEWS = Map.of(
            "waybills", "agg_waybill",
            "orders", "agg_order",
            "courier-tasks", "agg_courier_task",
            "transport-tasks", "agg_transport_task",
            "driver-jobs", "agg_driver_job");

    private final Feeds feeds;

    EventsController(Feeds feeds) {
        this.feeds = feeds;
    }

    @Operation(
            operationId = "events",
            summary = "Changes of rows that have given values, or had them",
            description = "Each parameter is a property of the row, its values separated by commas")
    @GetMapping(
            path = {
                "/api/v1/waybills/events",
                "/api/v1/orders/events",
                "/api/v1/courier-tasks/events",
                "/api/v1/transport-tasks/events",
                "/api/v1/driver-jobs/events"
            },
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter all(
            @Parameter(hidden = true) @RequestParam MultiValueMap<String, String> parameters,
            @Parameter(description = GO_ON) @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        return answer(
                response,
                feeds.subscribe(view(request), lastEventId, columns -> EventFilter.of(columns.row(), parameters)));
    }

    @Operation(operationId = "eventsOfOne", summary = "Changes of one row")
    @GetMapping(
            path = {
                "/api/v1/waybills/{id}/events",
                "/api/v1/orders/{id}/events",
                "/api/v1/courier-tasks/{id}/events",
                "/api/v1/transport-tasks/{id}/events",
                "/api/v1/driver-jobs/{id}/events"
            },
            produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter one(
            @Parameter(description = "id of the row", example = "1468136416378609666") @PathVariable String id,
            @Parameter(description = GO_ON) @RequestHeader(name = LAST_EVENT_ID, required = false) @Nullable String lastEventId,
            HttpServletRequest request,
            HttpServletResponse response) {
        return answer(
                response, feeds.subscribe(view(request), lastEventId, columns -> EventFilter.ofId(columns.key(), id)));
    }

    private static String view(HttpServletRequest request) {
        var resource = request.getServletPath().split("/", -1)[RESOURCE];
        return VIEWS.getOrDefault(resource, resource);
    }

    private static SseEmitter answer(HttpServletResponse response, SseEmitter emitter) {
        response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        response.setHeader("X-Accel-Buffering", "no");
        return emitter;
    }

    @ExceptionHandler
    ResponseEntity<ProblemDetail> unavailable(FeedUnavailableException e) {
        if (e.getCause() != null) {
            log.warn("nobody is told of changes: cause={}", e.getCause().getMessage());
        }
        var status = HttpStatus.SERVICE_UNAVAILABLE;
        return ResponseEntity.status(status)
                .header(HttpHeaders.RETRY_AFTER, RETRY_SECONDS)
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(Problems.of(status, e.kind(), "Changes unavailable", String.valueOf(e.getMessage())));
    }
}
