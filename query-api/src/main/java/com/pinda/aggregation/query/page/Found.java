package com.pinda.aggregation.query.page;

import com.pinda.aggregation.query.freshness.Stand;
import com.pinda.aggregation.query.view.ViewHeaders;
import org.springframework.http.ResponseEntity;

/**
 * A page and how old it may be.
 *
 * @param stand how far the view is that it was read of
 */
public record Found<T>(Page<T> page, Stand stand) {

    /** The page as it is answered, with headers that say how old it may be. */
    public ResponseEntity<Page<T>> answer() {
        return ResponseEntity.ok().headers(ViewHeaders.of(stand)).body(page);
    }
}
