package com.pinda.aggregation.consumer.view;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says at start which view's definition is wrong. */
final class InvalidViewAnalyzer extends AbstractFailureAnalyzer<InvalidViewException> {

    @Override
    protected FailureAnalysis analyze(Throwable failure, InvalidViewException cause) {
        return new FailureAnalysis(
                "A view cannot be kept: " + cause.getMessage(),
                "Change its definition, or take it out of cdc.view.locations. docs/views.md tells what can be written.",
                cause);
    }
}
