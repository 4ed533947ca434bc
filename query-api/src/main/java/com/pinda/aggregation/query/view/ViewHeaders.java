package com.pinda.aggregation.query.view;

import com.pinda.aggregation.query.freshness.Stand;
import com.pinda.aggregation.query.freshness.State;
import java.time.Duration;
import org.springframework.http.HttpHeaders;

/** What an answer says of itself beside its rows. */
public final class ViewHeaders {

    private static final String POSITION = "Cdc-Position";
    private static final String STATE = "Cdc-State";

    private ViewHeaders() {}

    /** How far the view is; and that an answer is this caller's, in this format, and to be asked for again. */
    public static HttpHeaders of(Stand stand) {
        var headers = new HttpHeaders();
        stand.age().ifPresent(age -> headers.set(HttpHeaders.AGE, Long.toString(wholeSeconds(age))));
        stand.position().ifPresent(position -> headers.set(POSITION, position));
        if (stand.state() == State.STALE) {
            headers.set(STATE, "stale");
        }
        headers.set(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        headers.set(HttpHeaders.VARY, HttpHeaders.ACCEPT);
        return headers;
    }

    private static long wholeSeconds(Duration age) {
        return age.plusSeconds(1).minusNanos(1).toSeconds();
    }
}
