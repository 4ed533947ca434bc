package com.pinda.aggregation.query.view;

/** A controller of one resource, so that the API's description can say what its lists take. */
public interface ServesResource {

    /** The resource whose lists and rows it serves. */
    Resource resource();
}
